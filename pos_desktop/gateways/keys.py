"""The shop's keys in `keys.json` of its data folder, mode 0600, never in the database."""

import json
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pos_desktop.core.codes import Keyring
from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.gateways.folders import folder_problem

FILE_NAME = "keys.json"
PUBLIC_KEYS = Path(__file__).resolve().parents[2] / "assets" / "sample" / FILE_NAME
"""The sample's keys; everybody has them."""

KEY_BYTES = 32
ONE_DIGIT = set(range(10))
"""Key ids: a signed code has one digit for its own."""


@dataclass(frozen=True, slots=True)
class Keys:
    """`codes` signs cards and receipts, `chain` the journal, `pepper` goes into every PIN's hash."""

    codes: Keyring
    chain: Keyring
    pepper: bytes


def make_keys(folder: Path, random: Callable[[int], bytes] = secrets.token_bytes) -> Keys:
    """Make the keys of a new shop and keep them; an existing file is never overwritten.

    Raises:
        EnvironmentProblem: FOLDER_UNUSABLE when the file cannot be made, DATABASE_FULL on a full disk.
    """
    keys = Keys(Keyring({1: random(KEY_BYTES)}), Keyring({1: random(KEY_BYTES)}), random(KEY_BYTES))
    making = folder / f"{FILE_NAME}.making"
    try:
        if (folder / FILE_NAME).exists():
            raise FileExistsError(folder / FILE_NAME)
        making.unlink(missing_ok=True)
        descriptor = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(_to_plain(keys), file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        making.rename(folder / FILE_NAME)  # whole or not at all: half a file would lock the folder
    except OSError as error:
        with suppress(OSError):
            making.unlink()
        raise folder_problem(folder, error) from error
    return keys


def holds_public_keys(folder: Path) -> bool:
    """Whether the folder's keys are the sample's; no real shop may sign with them."""
    path = folder / FILE_NAME
    return path.exists() and path.read_bytes() == PUBLIC_KEYS.read_bytes()


def load_keys(folder: Path) -> Keys:
    """Read the shop's keys; KEYS_UNREADABLE when they are not there or not keys."""
    try:
        plain = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        return Keys(_ring(plain["codes"]), _ring(plain["chain"]), _key(plain["pepper"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise EnvironmentProblem(Trouble.KEYS_UNREADABLE, path=str(folder / FILE_NAME)) from error


def _to_plain(keys: Keys) -> dict[str, object]:
    return {
        "codes": {str(key_id): key.hex() for key_id, key in keys.codes.keys.items()},
        "chain": {str(key_id): key.hex() for key_id, key in keys.chain.keys.items()},
        "pepper": keys.pepper.hex(),
    }


def _ring(plain: dict[str, str]) -> Keyring:
    keys = {int(key_id): _key(key) for key_id, key in plain.items()}
    if not keys or not keys.keys() <= ONE_DIGIT:
        raise ValueError("key ids")
    return Keyring(keys)


def _key(text: str) -> bytes:
    key = bytes.fromhex(text)
    if len(key) != KEY_BYTES:
        raise ValueError("key length")
    return key
