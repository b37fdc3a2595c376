"""A backup of an older program: brought to the newest schema before it takes anybody's place."""

import json
import lzma
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pos_desktop.gateways import sealing
from pos_desktop.gateways.sealing import make_pair
from pos_desktop.services.office.backup.restoring import candidate
from pos_desktop.storage.schema import VERSION
from tests.support.backups import PASSPHRASE, QUICK, go_on
from tests.support.refusals import refused

RELEASED = Path(__file__).parents[3] / "storage" / "released"
OWNER = "nobody in the backup"


@contextmanager
def sealed(folder: Path, content: bytes, keys: str) -> Iterator[Path]:
    plain = {"shop_id": "", "taken_at": "2025-09-01T00:00:00+00:00", "size": len(content), "sales": 0, "problems": 0,
             "keys": json.loads(keys)}  # fmt: skip
    text = json.dumps(plain).encode()
    with (folder / "old.kqbackup").open("wb") as out:
        sealer = sealing.Sealer(out, make_pair(PASSPHRASE, QUICK), {})
        sealer.write(len(text).to_bytes(4, "big") + text + content)
        sealer.finish()
    yield folder / "old.kqbackup"


@pytest.mark.parametrize("version", sorted(path.name.split(".")[0] for path in RELEASED.glob("*.db.xz")))
def test_every_released_schema_can_be_restored(tmp_path: Path, version: str) -> None:
    content = lzma.decompress((RELEASED / f"{version}.db.xz").read_bytes())
    keys = (RELEASED / f"{version.replace('shop', 'keys')}.json").read_text(encoding="utf-8")
    with sealed(tmp_path, content, keys) as file, candidate(tmp_path / "shop", file, PASSPHRASE, go_on) as found:
        assert found.sales > 0
        with found.till.db.read() as tx:
            assert tx.exec_driver_sql("PRAGMA user_version").scalar() == VERSION
        assert found.place(OWNER).epoch == 1
    assert sorted(path.name for path in (tmp_path / "shop").iterdir()) == ["backup.json", "keys.json", "shop.db"]


def test_an_older_one_with_a_trigger_of_somebody_s_is_never_opened(tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    from pos_desktop.core.errors import Code

    path = tmp_path / "v1.db"
    path.write_bytes(lzma.decompress((RELEASED / "shop-v1.db.xz").read_bytes()))
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TRIGGER tr_sale_x AFTER UPDATE ON alembic_version BEGIN DELETE FROM account; END")
        raw.commit()
    keys = (RELEASED / "keys-v1.json").read_text(encoding="utf-8")
    with (
        sealed(tmp_path, path.read_bytes(), keys) as file,
        refused(Code.BACKUP_STRANGE),
        candidate(tmp_path / "shop", file, PASSPHRASE, go_on),
    ):
        raise AssertionError("it was opened")
