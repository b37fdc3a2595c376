"""Pictures of goods go where the shop goes: into backups, back out of them, and into lessons."""

import io
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import update

from pos_desktop.core.errors import Code, EnvironmentProblem, Trouble
from pos_desktop.gateways import goods_pictures
from pos_desktop.gateways.goods_pictures import FOLDER, keep
from pos_desktop.services.office.backup.contents import Contents, framed
from pos_desktop.services.office.training import Training
from pos_desktop.storage.schema.catalogue import item
from tests.support.backups import backed_up, backups_of, go_on, restored
from tests.support.refusals import refused
from tests.support.shop import CASHIER, Shop

GONE = "0" * 32 + ".png"


def drawn(red: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), (red, 9, 9)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def pictured(shop: Shop) -> Shop:
    """Goods with a picture each: whole, damaged, and gone; a fourth picture belongs to nothing."""
    whole, damaged, _nobody_s = (keep(shop.folder / FOLDER, drawn(red)) for red in (1, 2, 3))
    (shop.folder / FOLDER / damaged).write_bytes(b"\x89PNG torn")
    for sku, name in (("TRÀ", whole), ("PHỞ", damaged), ("BÁNH", GONE)):
        shop.sold(f"1 x {sku} @ 20000")
        with shop.till.db.write() as tx:
            changed = tx.execute(update(item).where(item.c.name == sku).values(picture=name))
            assert changed.rowcount == 1
    return shop


def test_what_is_whole_comes_back_and_the_rest_stops_nothing(pictured: Shop) -> None:
    file = backed_up(pictured).path
    assert (outcome := backups_of(pictured).try_newest(go_on)) is not None
    assert outcome.code == ""
    for picture in (pictured.folder / FOLDER).iterdir():
        picture.unlink()
    restored(pictured, file)

    assert [path.read_bytes() for path in (pictured.folder / FOLDER).iterdir()] == [drawn(1)]
    assert not list(pictured.folder.glob("*.ready"))


def test_a_lesson_shows_them_and_takes_them_along_when_it_goes(pictured: Shop) -> None:
    training = Training(pictured.till)
    lesson = training.begin(pictured.person(CASHIER).id)

    assert [path.read_bytes() for path in (training.folder / FOLDER).iterdir()] == [drawn(1)]
    training.end(lesson, None)
    assert not training.folder.exists()
    assert len(list((pictured.folder / FOLDER).iterdir())) == 3


@pytest.mark.parametrize(
    "after",
    [
        b"short",
        GONE.encode() + framed(drawn(1)),
        b"../../../../../../../../../shop.db.xxx" + framed(drawn(1)),
        goods_pictures.name_of(drawn(1)).encode() + framed(drawn(1))[:-1],
        goods_pictures.name_of(drawn(1)).encode() + (1 << 30).to_bytes(4, "big"),
    ],
)
def test_what_follows_a_database_and_is_no_picture_is_refused(tmp_path: Path, after: bytes) -> None:
    with refused(Code.BACKUP_DAMAGED):
        Contents(iter((after, b""))).keep_pictures(tmp_path / FOLDER)
    assert not (tmp_path / FOLDER).exists()


def test_what_lies_where_the_pictures_should_is_told(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("no folder")
    with pytest.raises(EnvironmentProblem) as told:
        keep(tmp_path / FOLDER, b"picture")
    assert told.value.code is Trouble.FOLDER_UNUSABLE
