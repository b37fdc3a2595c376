"""Where customers transfer money to, and who tells the shop that it came: set once for all tills, the token by till."""

from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.text import squeeze
from pos_desktop.gateways.banking.asking import is_safe
from pos_desktop.gateways.banking.port import Bank
from pos_desktop.gateways.banking.tellers import KnownBank, Teller, known_banks, teller_of
from pos_desktop.gateways.keys import keep_token
from pos_desktop.selling.vietqr import VietQr, check_account, payload, purpose
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import settings
from pos_desktop.storage.schema.shop import setting

SETTING = "transfers"
TEST_AMOUNT: Money = 1_000
LEAST_MINUTES, USUAL_MINUTES, MOST_MINUTES = 1, 10, 60
MOST_WALLETS = 4
WALLETS = ("MoMo", "ZaloPay", "VNPay", "ShopeePay")


@dataclass(frozen=True, slots=True)
class Account:
    """The shop's account, `bank` by its BIN, and who tells of it; without one, transfers are confirmed by hand.

    `wallets` are the e-wallets that the shop takes. A code is good for `minutes`.
    """

    bank: str = ""
    number: str = ""
    holder: str = ""
    teller: Teller = Teller.MANUAL
    address: str = ""
    minutes: int = USUAL_MINUTES
    wallets: tuple[str, ...] = WALLETS

    @property
    def is_set(self) -> bool:
        """Whether there is somewhere to transfer to."""
        return bool(self.bank and self.number)

    @property
    def good_for(self) -> timedelta:
        """How long a code is good."""
        return timedelta(minutes=self.minutes)

    @property
    def bank_name(self) -> str:
        """What the bank is called, or its BIN."""
        return next((bank.name for bank in known_banks() if bank.bin == self.bank), self.bank)


@dataclass(frozen=True, slots=True)
class BankPicture:
    """What holds on this till; `has_token` tells that one is kept for the teller, and never which."""

    account: Account
    has_token: bool


@dataclass(frozen=True, slots=True)
class ChangeAccount:
    """Another account or teller. `token` None leaves the one that is kept, "" forgets it; `id` names the operation."""

    id: str
    account: Account
    staff_id: Id
    token: str | None = None


@dataclass(frozen=True, slots=True)
class AccountSet:
    """What holds from now on; `is_repeat` when the operation had been done before."""

    picture: BankPicture
    is_repeat: bool = False
    topics: tuple[str, ...] = ("transfers",)


class Banking:
    """Reads and changes where transfers go, and tells whom to ask for them."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def picture(self) -> BankPicture:
        """What holds."""
        with self._till.db.read() as tx:
            account = in_force(tx, self._till)
        return BankPicture(account, account.teller.value in self._till.keys.tokens)

    def banks(self) -> tuple[KnownBank, ...]:
        """Banks to choose from."""
        return known_banks()

    def change(self, command: ChangeAccount) -> AccountSet:
        """Take another account or teller.

        Raises:
            Rejected: NOT_ALLOWED with the right `settings`; NOT_IN_TRAINING; BANK_ACCOUNT; MALFORMED for an address
                that no secret may go to; ID_REUSED.
            EnvironmentProblem: the file of keys cannot be written.
        """
        self._till.refuse_in_training()
        account = _checked(command.account)
        asked = Asked(command.id, "change_account", fingerprint([asdict(account)]), command.staff_id)
        answer = once(self._till, asked, lambda tx, written: self._deed(tx, written, command, account))
        return AccountSet(self.picture(), answer["is_repeat"])

    def _deed(self, tx: Connection, written: Written, command: ChangeAccount, account: Account) -> Deed:
        till = self._till
        require(tx, command.staff_id, "settings")
        _value, version = settings.newest(tx, till.shop.id, SETTING) or (None, 0)
        setting_id, plain = till.ids(), {**asdict(account), "wallets": list(account.wallets)}
        written.tx.execute(setting.insert().values(
            id=setting_id, shop_id=till.shop.id, name=SETTING, value=plain, version=version + 1, at=till.now(),
            staff_id=command.staff_id,
        ))  # fmt: skip
        if command.token is not None:
            keep_token(till.db.path.parent, till.keys, account.teller.value, command.token.strip())
        body = {"name": SETTING, "before": _value, "value": plain, "token": command.token is not None}
        return Deed({}, Event.SETTING_CHANGED, setting_id, body)

    def test_payload(self, account: Account) -> str:
        """A code over 1.000 ₫ to try an account with before it is kept; BANK_ACCOUNT."""
        return payload(VietQr(account.bank, account.number, TEST_AMOUNT, purpose("KQ THU")))


def in_force(tx: Connection, till: Till) -> Account:
    """The account that holds; in a lesson there is none, for nobody shall pay real money there."""
    found = None if till.shop.is_training else settings.newest(tx, till.shop.id, SETTING)
    if found is None:
        return Account()
    kept = {name: value for name, value in found[0].items() if name in Account.__dataclass_fields__}
    return Account(**{**kept, "teller": Teller(kept["teller"]), "wallets": tuple(kept["wallets"])})


def bank_to_ask(till: Till, account: Account) -> Bank | None:
    """Who can be asked what arrived; None where only a person can look."""
    return teller_of(account.teller, till.keys.tokens.get(account.teller.value, ""), account.address)


def _checked(account: Account) -> Account:
    number = "".join(account.number.split()).upper()
    if account.bank or number:
        check_account(account.bank, number)
    if account.address and not is_safe(account.address):
        raise Rejected(Code.MALFORMED, field="address")
    if not LEAST_MINUTES <= account.minutes <= MOST_MINUTES:
        raise Rejected(Code.INVALID_AMOUNT, least=LEAST_MINUTES, most=MOST_MINUTES)
    wallets = tuple(dict.fromkeys(filter(None, (squeeze(name)[:30] for name in account.wallets))))[:MOST_WALLETS]
    return replace(account, number=number, holder=squeeze(account.holder)[:60], wallets=wallets)
