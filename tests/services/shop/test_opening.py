"""Making a shop and opening it again; and what a folder that is none says."""

import json
import os
import stat
from pathlib import Path

import pytest

from pos_desktop.core.clock import SetClock
from pos_desktop.core.errors import Code, EnvironmentProblem, Trouble
from pos_desktop.core.ids import seeded_ids
from pos_desktop.gateways.keys import load_keys, make_keys
from pos_desktop.selling.permissions import Role
from pos_desktop.services.desk import desk_of
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.services.office.sample import open_sample
from pos_desktop.services.shop import opening
from pos_desktop.services.shop.opening import NewShop, create_shop, has_shop, is_shared_folder, open_till
from tests.support.orders import OPENED
from tests.support.refusals import in_trouble, refused
from tests.support.shop import copy_of

NEW = NewShop(
    "Cà phê Mới", "Bình", "2580", address="12 Lê Lợi", phone="0901234567", tax_code="0312345678", footer="Cảm ơn"
)


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch):
    """The real hash takes a fifth of a second, and is tested elsewhere."""
    import argon2

    from tests.support.shop import QUICK

    monkeypatch.setattr(argon2, "PasswordHasher", lambda **_: QUICK)


@pytest.fixture(scope="module")
def one(tmp_path_factory) -> Path:
    """A shop that was made once; whoever changes anything takes a copy."""
    from tests.support.shop import QUICK

    folder = tmp_path_factory.mktemp("one") / "shop"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("argon2.PasswordHasher", lambda **_: QUICK)
        made(folder)
    return folder


def made(folder: Path, **more):
    till = create_shop(folder, NEW, clock=SetClock(OPENED), **more)
    till.db.close()
    return till


def test_a_new_shop_is_there_when_it_is_opened(tmp_path):
    folder = tmp_path / "data" / "shop"
    till = made(folder)
    opened = open_till(folder, clock=SetClock(OPENED))
    assert (opened.shop, opened.register) == (till.shop, till.register)
    assert (opened.shop.name, opened.shop.footer, opened.shop.time_zone) == ("Cà phê Mới", "Cảm ơn", "Asia/Ho_Chi_Minh")
    desk = desk_of(opened)
    assert [(p.name, p.role) for p in desk.people.all()] == [("Bình", Role.OWNER)]
    assert desk.people.sign_in(desk.people.all()[0].id, "2580").name == "Bình"
    assert desk.shifts.current() is None
    wares = desk.catalogue.load()
    assert (wares.index.items, wares.programme.name) == ((), "Khách quen")
    assert Verification(opened).run().ok
    opened.db.close()


def test_nothing_but_the_shop_and_its_keys_lies_there(one):
    assert sorted(path.name for path in one.iterdir()) == ["keys.json", "shop.db"]


@pytest.mark.skipif(os.name == "nt", reason="no file modes there")
def test_nobody_else_reads_them(one):
    assert {stat.S_IMODE(path.stat().st_mode) for path in one.iterdir()} == {0o600}


def test_keys_are_not_in_the_database(tmp_path):
    till = made(tmp_path)
    stored = (tmp_path / "shop.db").read_bytes()
    for key in (till.keys.pepper, till.keys.chain.keys[1], till.keys.codes.keys[1]):
        assert key not in stored
        assert key.hex().encode() not in stored


def test_a_shop_is_never_made_over_another(one):
    before = {path.name: path.read_bytes() for path in one.iterdir()}
    with refused(Code.SHOP_EXISTS):
        create_shop(one, NEW)
    assert {path.name: path.read_bytes() for path in one.iterdir()} == before


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        (Code.INVALID_NAME, {"name": "  "}), (Code.INVALID_NAME, {"owner": ""}),
        (Code.INVALID_NAME, {"owner": "x" * 41}),
        (Code.WEAK_PIN, {"pin": "1234"}), (Code.WEAK_PIN, {"pin": ""}), (Code.INVALID_TEXT, {"footer": "x" * 501}),
    ],
)  # fmt: skip
def test_what_is_refused_makes_no_shop(tmp_path, code, wrong):
    folder = tmp_path / "shop"
    with refused(code):
        create_shop(folder, NewShop(**{"name": "Quán", "owner": "An", "pin": "2580", **wrong}))
    assert not has_shop(folder)
    if folder.exists():  # what was made before the refusal does not stand in the way
        made(folder)


def test_a_making_that_was_cut_leaves_an_empty_place(tmp_path, monkeypatch):
    with monkeypatch.context() as cut, pytest.raises(ZeroDivisionError):
        cut.setattr(opening, "_insert_rules", lambda *_: 1 / 0)
        create_shop(tmp_path, NEW)
    assert not has_shop(tmp_path)
    keys = load_keys(tmp_path)
    assert made(tmp_path).keys == keys
    assert sorted(path.name for path in tmp_path.iterdir()) == ["keys.json", "shop.db"]


def test_seeded_shops_are_the_same_to_the_row(tmp_path):
    rows = []
    for name in ("a", "b"):
        till = create_shop(tmp_path / name, NEW, clock=SetClock(OPENED), ids=lambda clock: seeded_ids(clock.now, 7))
        with till.db.read() as tx:
            rows.append(
                tx.exec_driver_sql("SELECT id, name FROM shop UNION ALL SELECT id, vat_group FROM vat_rate").all()
            )
        till.db.close()
    assert rows[0] == rows[1]


def test_the_sample_takes_no_folder_that_holds_a_shops_keys(tmp_path):
    """The database may be away to be restored; its keys are nowhere else."""
    keys = make_keys(tmp_path)
    with refused(Code.SHOP_EXISTS):
        open_sample(tmp_path)
    assert load_keys(tmp_path) == keys


def test_a_sample_that_was_cut_is_unpacked_again(tmp_path):
    open_sample(tmp_path)
    (tmp_path / "shop.db").rename(tmp_path / "shop.db.part")
    open_sample(tmp_path)
    assert has_shop(tmp_path)
    with refused(Code.SHOP_EXISTS):
        open_sample(tmp_path)


# --- opening ---

KEYS = {"codes": {"1": "00" * 32}, "chain": {"1": "00" * 32}, "pepper": "00" * 32}


def test_an_empty_folder_holds_no_shop(tmp_path):
    with refused(Code.NO_SHOP):
        open_till(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_register_of_nobody(one):
    with refused(Code.NO_SHOP):
        open_till(one, code="K9")


@pytest.mark.parametrize(
    "content",
    [None, b"", b"{", b"[]", b"null", b'{"codes": {}}', b"\xff\xfe",
     b'{"codes": {"1": "zz"}, "chain": {}, "pepper": ""}',
     b'{"codes": {"x": "00"}, "chain": {"1": "00"}, "pepper": "00"}', b'{"codes": 1, "chain": 1, "pepper": 1}',
     b"[" * 200_000,
     *(json.dumps(keys).encode() for keys in (
         {**KEYS, "pepper": ""}, {**KEYS, "pepper": "00" * 31}, {**KEYS, "codes": {"1": ""}},
         {**KEYS, "chain": {"1": "00" * 33}}, {**KEYS, "codes": {}}, {**KEYS, "chain": {}},
         {**KEYS, "codes": {"10": "00" * 32}}, {**KEYS, "codes": {"-1": "00" * 32}}, {**KEYS, "pepper": None},
     ))],
    ids=range(20),
)  # fmt: skip
def test_keys_that_cannot_be_read_are_named(one, tmp_path, content):
    folder = copy_of(one, tmp_path / "shop")
    if content is None:
        (folder / "keys.json").unlink()
    else:
        (folder / "keys.json").write_bytes(content)
    with in_trouble(Trouble.KEYS_UNREADABLE):
        open_till(folder)


def test_keys_of_another_shop_open_nothing(one, tmp_path):
    """The database is readable, but neither PIN nor card nor chain fits."""
    copy_of(one, tmp_path / "a")
    made(tmp_path / "b")
    (tmp_path / "b" / "keys.json").replace(tmp_path / "a" / "keys.json")
    till = open_till(tmp_path / "a", clock=SetClock(OPENED))
    people = desk_of(till).people
    with refused(Code.WRONG_PIN):
        people.sign_in(people.all()[0].id, "2580")
    assert {problem.kind for problem in Verification(till).run().problems} == {"chain"}
    till.db.close()


def test_made_keys_read_back_and_are_never_written_over(tmp_path):
    keys = make_keys(tmp_path)
    assert load_keys(tmp_path) == keys
    assert len(keys.pepper) == len(keys.codes.keys[1]) == len(keys.chain.keys[1]) == 32
    assert len({keys.pepper, keys.codes.keys[1], keys.chain.keys[1]}) == 3
    with in_trouble(Trouble.FOLDER_UNUSABLE):
        make_keys(tmp_path)
    assert load_keys(tmp_path) == keys
    assert json.loads((tmp_path / "keys.json").read_text())["pepper"] == keys.pepper.hex()


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(EnvironmentProblem) as problem:
        create_shop(tmp_path / "file" / "shop", NEW)
    assert problem.value.code is Trouble.FOLDER_UNUSABLE


@pytest.mark.parametrize(
    ("folder", "shared"),
    [
        ("/home/an/pos", False), ("/home/an/Dropbox/pos", True), ("/home/an/OneDrive - Quán/pos", True),
        ("/Users/an/Google Drive/pos", True), ("//server/share/pos", True), ("/Users/an/Library/iCloud/pos", True),
        ("\\\\server\\share", True),
    ],
)  # fmt: skip
def test_folders_where_locks_lie(folder, shared):
    assert is_shared_folder(Path(folder)) is shared
