"""The shop's keys in `keys.json` of its data folder, mode 0600, never in the database."""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
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
    """`codes` signs cards and receipts, `chain` the journal, `pepper` goes into every PIN's hash.

    `partners` are the keys shared with neighbours, by the number that stands on their codes; `keep_partner_key` adds
    to them. `tokens` open services outside, by the name of each; `keep_token`.
    """

    codes: Keyring
    chain: Keyring
    pepper: bytes
    partners: dict[int, bytes] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def wheel(self) -> bytes:
        """What the seeds of lucky wheels are made from."""
        return hmac.new(self.pepper, b"wheel", hashlib.sha256).digest()


def make_keys(folder: Path, random: Callable[[int], bytes] = secrets.token_bytes) -> Keys:
    """Make the keys of a new shop and keep them; an existing file is never overwritten.

    Raises:
        EnvironmentProblem: FOLDER_UNUSABLE when the file cannot be made, DATABASE_FULL on a full disk.
    """
    keys = Keys(Keyring({1: random(KEY_BYTES)}), Keyring({1: random(KEY_BYTES)}), random(KEY_BYTES))
    if (folder / FILE_NAME).exists():
        raise folder_problem(folder, FileExistsError(folder / FILE_NAME))
    _write(folder, keys)
    return keys


def make_training_keys(folder: Path, real: Keys, random: Callable[[int], bytes] = secrets.token_bytes) -> Keys:
    """Make the keys of a lesson: new ones, so that no card, receipt or voucher of it opens anything outside.

    The pepper alone is the shop's, for people sign in with their own PINs. Raises as `make_keys` does.
    """
    codes, chain = Keyring({1: random(KEY_BYTES)}), Keyring({1: random(KEY_BYTES)})
    keys = Keys(codes, chain, real.pepper, {number: random(KEY_BYTES) for number in real.partners})
    _write(folder, keys)
    return keys


def keep_partner_key(folder: Path, keys: Keys, number: int, key: bytes) -> None:
    """Keep the key shared with the neighbour `number` (0-99) in the file, then in `keys`; an older one is replaced.

    Raises:
        EnvironmentProblem: as for `make_keys`; nothing has changed.
    """
    changed = {**keys.partners, number: key}
    _write(folder, Keys(keys.codes, keys.chain, keys.pepper, changed, keys.tokens))
    keys.partners[number] = key


def keep_token(folder: Path, keys: Keys, name: str, token: str) -> None:
    """Keep what opens the service `name`, in the file and then in `keys`; an empty one forgets it.

    Raises:
        EnvironmentProblem: as for `make_keys`; nothing has changed.
    """
    changed = (
        {**keys.tokens, name: token} if token else {kept: keys.tokens[kept] for kept in keys.tokens.keys() - {name}}
    )
    _write(folder, Keys(keys.codes, keys.chain, keys.pepper, keys.partners, changed))
    keys.tokens.clear()
    keys.tokens.update(changed)


def _write(folder: Path, keys: Keys) -> None:
    making = folder / f"{FILE_NAME}.making"
    try:
        making.unlink(missing_ok=True)
        descriptor = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(_to_plain(keys), file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        making.replace(folder / FILE_NAME)  # whole or not at all: half a file would lock the folder
    except OSError as error:
        with suppress(OSError):
            making.unlink()
        raise folder_problem(folder, error) from error


def holds_public_keys(folder: Path) -> bool:
    """Whether the folder's keys are the sample's, those of others aside; no real shop may sign with them."""
    path = folder / FILE_NAME
    return path.exists() and _own(path.read_bytes()) == _own(PUBLIC_KEYS.read_bytes())


def _own(raw: bytes) -> object:
    """The keys that are the shop's alone; a file that is no such thing is only like itself."""
    try:
        return {name: key for name, key in json.loads(raw).items() if name not in ("partners", "tokens")}
    except (ValueError, AttributeError, RecursionError):
        return raw


def load_keys(folder: Path) -> Keys:
    """Read the shop's keys; KEYS_UNREADABLE when they are not there or not keys."""
    try:
        plain = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        partners = {int(number): bytes.fromhex(key) for number, key in plain.get("partners", {}).items()}
        tokens = {str(name): str(token) for name, token in plain.get("tokens", {}).items()}
        return Keys(_ring(plain["codes"]), _ring(plain["chain"]), _key(plain["pepper"]), partners, tokens)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise EnvironmentProblem(Trouble.KEYS_UNREADABLE, path=str(folder / FILE_NAME)) from error


def _to_plain(keys: Keys) -> dict[str, object]:
    return {
        "codes": {str(key_id): key.hex() for key_id, key in keys.codes.keys.items()},
        "chain": {str(key_id): key.hex() for key_id, key in keys.chain.keys.items()},
        "pepper": keys.pepper.hex(),
        **({"partners": {str(number): key.hex() for number, key in keys.partners.items()}} if keys.partners else {}),
        **({"tokens": keys.tokens} if keys.tokens else {}),
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
