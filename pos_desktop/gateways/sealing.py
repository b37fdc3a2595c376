"""Seals a stream so that only a passphrase opens it: X25519 to a key pair that the passphrase locks, AES-GCM by chunks.

A till seals with the public half and cannot open what it has sealed (docs/decisions/0034). The layout of a sealed
file: magic, length and SHA-256 of the head, the head (JSON), chunks. Each chunk's nonce is its number and whether it
is the last, as in STREAM (Hoang et al. 2015), so that none can be cut off, swapped or repeated.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import IO, Any, Final
from unicodedata import normalize

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pos_desktop.core.errors import Code, Rejected

MAGIC: Final = b"KQSEALED1\n"
CHUNK: Final = 1 << 20
"""Plain bytes of a chunk; a file of any size needs no more memory than one."""
MOST_HEAD: Final = 16_384
LEAST_PASSPHRASE: Final = 10
"""Characters."""
_TAG, _NONCE, _SALT, _KEY = 16, 12, 16, 32
_MOST = {"memory": 1 << 20, "passes": 16, "lanes": 16}
"""What a head may ask of this machine: 1 GiB at most."""


@dataclass(frozen=True, slots=True)
class Cost:
    """How dear it is to try a passphrase (Argon2id): `memory` in KiB."""

    memory: int = 131_072
    passes: int = 3
    lanes: int = 4


USUAL_COST: Final = Cost()
"""Half a second on a till."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A private key that a passphrase opens; hexadecimal. It may be seen by anybody, and lies in every sealed file."""

    salt: str
    memory: int
    passes: int
    lanes: int
    box: str


@dataclass(frozen=True, slots=True)
class Pair:
    """What a till keeps: the public half (hexadecimal), and the locked private one for the heads of its files.

    The public half never goes into a file, so that nobody can forge one without the data folder.
    """

    public: str
    lock: Lock


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the chunks, readable for anybody and covered by their key."""

    lock: Lock
    ephemeral: str
    told: dict[str, Any]


def check_passphrase(passphrase: str) -> str:
    """The passphrase in the form that counts; WEAK_PASSPHRASE when it is too short."""
    kept = normalize("NFC", passphrase.strip())
    if len(kept) < LEAST_PASSPHRASE:
        raise Rejected(Code.WEAK_PASSPHRASE, least=LEAST_PASSPHRASE)
    return kept


def make_pair(passphrase: str, cost: Cost = USUAL_COST) -> Pair:
    """A new key pair whose private half this passphrase opens; WEAK_PASSPHRASE."""
    private, salt, nonce = X25519PrivateKey.generate(), secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    key = _stretched(check_passphrase(passphrase), salt, cost)
    box = nonce + AESGCM(key).encrypt(nonce, private.private_bytes_raw(), MAGIC)
    lock = Lock(salt.hex(), cost.memory, cost.passes, cost.lanes, box.hex())
    return Pair(private.public_key().public_bytes_raw().hex(), lock)


def unlocked(lock: Lock, passphrase: str) -> bytes:
    """The private key; WRONG_PASSPHRASE."""
    box = bytes.fromhex(lock.box)
    key = _stretched(normalize("NFC", passphrase.strip()), bytes.fromhex(lock.salt), _cost(lock))
    try:
        return AESGCM(key).decrypt(box[:_NONCE], box[_NONCE:], MAGIC)
    except InvalidTag:
        raise Rejected(Code.WRONG_PASSPHRASE) from None


def public_of(private: bytes) -> str:
    """The public half of a private key, hexadecimal."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()


class Sealer:
    """Writes a sealed file. Attributes: `key`, which alone opens this file."""

    def __init__(self, file: IO[bytes], pair: Pair, told: dict[str, Any]) -> None:
        ephemeral = X25519PrivateKey.generate()
        head = Head(pair.lock, ephemeral.public_key().public_bytes_raw().hex(), told)
        text = json.dumps(asdict(head), ensure_ascii=False, sort_keys=True).encode()
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(pair.public)))
        self.key = _file_key(shared, text)
        self._file, self._box, self._number, self._rest = file, AESGCM(self.key), 0, b""
        file.write(MAGIC + len(text).to_bytes(4, "big") + hashlib.sha256(text).digest() + text)

    def write(self, plain: bytes) -> None:
        """Seal more; what fills no chunk waits for the next."""
        self._rest += plain
        while len(self._rest) > CHUNK:
            self._seal(self._rest[:CHUNK], is_last=False)
            self._rest = self._rest[CHUNK:]

    def finish(self) -> None:
        """Seal the last chunk, and put everything on the disk."""
        self._seal(self._rest, is_last=True)
        self._file.flush()
        os.fsync(self._file.fileno())

    def _seal(self, plain: bytes, *, is_last: bool) -> None:
        self._file.write(self._box.encrypt(_nonce(self._number, is_last), plain, None))
        self._number += 1


def read_head(file: IO[bytes]) -> tuple[Head, bytes]:
    """The head and its text; the file then stands at the first chunk.

    Raises:
        Rejected: BACKUP_FOREIGN for a file that is none of ours, BACKUP_DAMAGED for a head that was changed or cut.
    """
    if file.read(len(MAGIC)) != MAGIC:
        raise Rejected(Code.BACKUP_FOREIGN)
    length, digest = int.from_bytes(file.read(4), "big"), file.read(hashlib.sha256().digest_size)
    text = file.read(length) if length <= MOST_HEAD else b""
    if hashlib.sha256(text).digest() != digest:
        raise Rejected(Code.BACKUP_DAMAGED)
    try:
        plain = json.loads(text)
        head = Head(Lock(**plain["lock"]), plain["ephemeral"], plain["told"])
        _check(head)
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Rejected(Code.BACKUP_DAMAGED) from None
    return head, text


def key_of(head: Head, text: bytes, private: bytes) -> bytes:
    """The key that opens the chunks under this head."""
    ephemeral = X25519PublicKey.from_public_bytes(bytes.fromhex(head.ephemeral))
    try:
        shared = X25519PrivateKey.from_private_bytes(private).exchange(ephemeral)
    except ValueError:  # a point of small order, which nobody makes by chance
        raise Rejected(Code.BACKUP_DAMAGED) from None
    return _file_key(shared, text)


def opened(file: IO[bytes], key: bytes) -> Iterator[bytes]:
    """The plain chunks of a file that stands at the first; BACKUP_DAMAGED at the first one that is not as sealed."""
    box, number, sealed = AESGCM(key), 0, file.read(CHUNK + _TAG)
    while True:
        after = file.read(CHUNK + _TAG)
        try:
            yield box.decrypt(_nonce(number, not after), sealed, None)
        except InvalidTag:
            raise Rejected(Code.BACKUP_DAMAGED) from None
        if not after:
            return
        number, sealed = number + 1, after


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(_NONCE - 1, "big") + bytes([is_last])


def _file_key(shared: bytes, head: bytes) -> bytes:
    """Of this file alone, and of none whose head is another."""
    return HKDF(hashes.SHA256(), _KEY, salt=hashlib.sha256(head).digest(), info=MAGIC).derive(shared)


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    stretch = Argon2id(salt=salt, length=_KEY, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    return stretch.derive(passphrase.encode(errors="surrogatepass"))


def _cost(lock: Lock) -> Cost:
    return Cost(lock.memory, lock.passes, lock.lanes)


def _check(head: Head) -> None:
    """Shapes and limits; ValueError. Whoever made the file may mean us ill."""
    lock = head.lock
    sizes = (head.ephemeral, _KEY), (lock.salt, _SALT), (lock.box, _NONCE + _KEY + _TAG)
    if any(len(bytes.fromhex(text)) != size for text, size in sizes) or not isinstance(head.told, dict):
        raise ValueError("sizes")
    if any(type(getattr(lock, name)) is not int or not 0 < getattr(lock, name) <= most for name, most in _MOST.items()):
        raise ValueError("cost")
    if lock.memory < 8 * lock.lanes:
        raise ValueError("memory")
