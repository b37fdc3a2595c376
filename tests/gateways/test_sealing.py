"""Sealed streams: what goes in comes out, and nothing else ever does."""

import io
import json
from dataclasses import replace

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.gateways import sealing
from pos_desktop.gateways.sealing import CHUNK, MAGIC, Cost, Sealer
from tests.support.refusals import refused

QUICK = Cost(memory=64, passes=1, lanes=1)
PASSPHRASE = "cà phê sữa đá"
PAIR = sealing.make_pair(PASSPHRASE, QUICK)
SEALED_CHUNK = CHUNK + 16


def sealed(plain: bytes, pair=PAIR) -> bytes:
    file = io.BytesIO()
    file.fileno = lambda: 1  # type: ignore[method-assign]
    sealer = Sealer(file, pair, {"name": "thử"})
    for at in range(0, len(plain), 300_000):
        sealer.write(plain[at : at + 300_000])
    sealer.finish()
    return file.getvalue()


@pytest.fixture(autouse=True)
def no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing.os, "fsync", lambda _descriptor: None)


def opened(content: bytes, passphrase: str = PASSPHRASE) -> bytes:
    file = io.BytesIO(content)
    head, text = sealing.read_head(file)
    key = sealing.key_of(head, text, sealing.unlocked(head.lock, passphrase))
    return b"".join(sealing.opened(file, key))


def parts(content: bytes) -> tuple[bytes, list[bytes]]:
    """The head as it stands in the file, and the sealed chunks."""
    file = io.BytesIO(content)
    sealing.read_head(file)
    at = file.tell()
    return content[:at], [content[n : n + SEALED_CHUNK] for n in range(at, len(content), SEALED_CHUNK)]


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 7])
def test_what_was_sealed_comes_out(size: int) -> None:
    plain = bytes(n % 251 for n in range(size))

    assert opened(sealed(plain)) == plain


def test_the_passphrase_may_be_typed_in_either_form_of_unicode() -> None:
    import unicodedata

    assert opened(sealed(b"x"), unicodedata.normalize("NFD", PASSPHRASE) + " ") == b"x"


@pytest.mark.parametrize("wrong", ["", "cà phê sữa đa", PASSPHRASE.upper(), PASSPHRASE + "!", "\ud800"])
def test_another_passphrase_opens_nothing(wrong: str) -> None:
    with refused(Code.WRONG_PASSPHRASE):
        opened(sealed(b"x"), wrong)


def test_a_short_passphrase_is_not_taken() -> None:
    with refused(Code.WEAK_PASSPHRASE):
        sealing.make_pair("123456789 ", QUICK)


def test_the_till_cannot_open_what_it_sealed() -> None:
    content = sealed(b"so sach" * 1000)

    assert b"so sach" not in content
    assert bytes.fromhex(PAIR.public) not in content
    assert PAIR.public.encode() not in content, "who has a file alone cannot forge another"


def test_two_files_have_two_keys() -> None:
    assert parts(sealed(b"x"))[1] != parts(sealed(b"x"))[1]


def test_chunks_cut_off_swapped_repeated_or_of_another_file_are_refused() -> None:
    head, (one, two, three) = parts(sealed(b"a" * CHUNK + b"b" * CHUNK + b"c"))
    other_head, others = parts(sealed(b"a" * CHUNK + b"b" * CHUNK + b"c"))
    wrong = [
        [one, two], [one], [], [two, one, three], [one, three], [one, two, two, three], [one, two, three, three],
        [one, others[1], three], [one, two, three[:-1]], [one, two, three + b"x"],
    ]  # fmt: skip
    for chunks in wrong:
        with refused(Code.BACKUP_DAMAGED):
            opened(head + b"".join(chunks))
    with refused(Code.BACKUP_DAMAGED):
        opened(other_head + one + two + three)


def test_every_bit_of_the_head_counts() -> None:
    content = sealed(b"x")
    head, _ = parts(content)
    for at in range(len(head)):
        flipped = bytearray(content)
        flipped[at] ^= 1
        expected = Code.BACKUP_FOREIGN if at < len(MAGIC) else Code.BACKUP_DAMAGED
        with refused(expected):
            opened(bytes(flipped))


@pytest.mark.parametrize("cut", [0, 5, len(MAGIC), len(MAGIC) + 3, len(MAGIC) + 30, 200])
def test_a_file_cut_in_its_head_is_refused(cut: int) -> None:
    with refused(Code.BACKUP_FOREIGN if cut < len(MAGIC) else Code.BACKUP_DAMAGED):
        opened(sealed(b"x")[:cut])


@pytest.mark.parametrize("ill", [
    {"memory": 1 << 30}, {"passes": 10**9}, {"lanes": 0}, {"memory": True}, {"salt": "00"}, {"box": "zz"},
    {"memory": 8, "lanes": 4},
])  # fmt: skip
def test_a_head_that_asks_too_much_of_the_machine_is_refused(ill: dict) -> None:
    lock = replace(PAIR.lock, **ill)

    with refused(Code.BACKUP_DAMAGED):
        opened(sealed(b"x", replace(PAIR, lock=lock)))


@pytest.mark.parametrize("text", [b"[]", b"{}", b"[" * 9_000, json.dumps({"lock": [], "told": {}}).encode()])
def test_a_head_that_is_no_head_is_refused(text: bytes) -> None:
    import hashlib

    with refused(Code.BACKUP_DAMAGED):
        opened(MAGIC + len(text).to_bytes(4, "big") + hashlib.sha256(text).digest() + text)


def test_a_new_pair_under_the_same_passphrase_is_another() -> None:
    assert sealing.make_pair(PASSPHRASE, QUICK).public != PAIR.public
    assert sealing.public_of(sealing.unlocked(PAIR.lock, PASSPHRASE)) == PAIR.public
