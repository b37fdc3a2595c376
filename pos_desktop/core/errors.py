"""The two failures that people may see; everything else is our bug.

`Rejected` is a rule that says no; `EnvironmentProblem` is the machine that cannot. Neither holds a sentence:
`wording.messages` writes it from the code and the parameters.
"""

from enum import StrEnum


class Code(StrEnum):
    """Why something was refused. Stable names: `sell` gives them to other programs (docs/errors.md)."""

    # selling
    UNKNOWN_ITEM = "UNKNOWN_ITEM"
    AMBIGUOUS_CODE = "AMBIGUOUS_CODE"
    BAD_CHECK_DIGIT = "BAD_CHECK_DIGIT"
    UNREADABLE_CODE = "UNREADABLE_CODE"
    INVALID_AMOUNT = "INVALID_AMOUNT"
    INVALID_QUANTITY = "INVALID_QUANTITY"
    EMPTY_ORDER = "EMPTY_ORDER"
    UNDERPAID = "UNDERPAID"
    UNKNOWN_TENDER = "UNKNOWN_TENDER"
    PRICE_CHANGED = "PRICE_CHANGED"
    UNKNOWN_SALE = "UNKNOWN_SALE"
    ALREADY_REFUNDED = "ALREADY_REFUNDED"
    NOTHING_TO_REFUND = "NOTHING_TO_REFUND"
    # members and points
    UNKNOWN_MEMBER = "UNKNOWN_MEMBER"
    MEMBER_BLOCKED = "MEMBER_BLOCKED"
    INVALID_CARD = "INVALID_CARD"
    CARD_REVOKED = "CARD_REVOKED"
    INVALID_PHONE = "INVALID_PHONE"
    PHONE_TAKEN = "PHONE_TAKEN"
    INVALID_NAME = "INVALID_NAME"
    INVALID_BIRTHDAY = "INVALID_BIRTHDAY"
    INVALID_GENDER = "INVALID_GENDER"
    INVALID_TEXT = "INVALID_TEXT"
    INSUFFICIENT_POINTS = "INSUFFICIENT_POINTS"
    BELOW_MINIMUM = "BELOW_MINIMUM"
    NOT_A_STEP = "NOT_A_STEP"
    ABOVE_CAP = "ABOVE_CAP"
    CARD_REQUIRED = "CARD_REQUIRED"
    POINTS_RESERVED = "POINTS_RESERVED"
    # stored value and partners
    STORED_UNKNOWN = "STORED_UNKNOWN"
    STORED_BLOCKED = "STORED_BLOCKED"
    STORED_EXPIRED = "STORED_EXPIRED"
    STORED_INSUFFICIENT = "STORED_INSUFFICIENT"
    PARTNER_FORGED = "PARTNER_FORGED"
    PARTNER_REPLAYED = "PARTNER_REPLAYED"
    PARTNER_EXPIRED = "PARTNER_EXPIRED"
    PARTNER_LIMIT = "PARTNER_LIMIT"
    PARTNER_STATEMENT = "PARTNER_STATEMENT"
    # people and shifts
    NOT_ALLOWED = "NOT_ALLOWED"
    UNKNOWN_USER = "UNKNOWN_USER"
    WRONG_PIN = "WRONG_PIN"
    PIN_LOCKED = "PIN_LOCKED"
    PIN_NEEDED = "PIN_NEEDED"
    WEAK_PIN = "WEAK_PIN"
    NO_OPEN_SHIFT = "NO_OPEN_SHIFT"
    SHIFT_ALREADY_OPEN = "SHIFT_ALREADY_OPEN"
    # commands from outside
    ID_REUSED = "ID_REUSED"
    CLOCK_NOT_ALLOWED = "CLOCK_NOT_ALLOWED"
    MALFORMED = "MALFORMED"
    UNKNOWN_OPERATION = "UNKNOWN_OPERATION"
    # files
    IMPORT_FORMAT = "IMPORT_FORMAT"
    IMPORT_ENCODING = "IMPORT_ENCODING"
    IMPORT_QUOTE = "IMPORT_QUOTE"
    IMPORT_LIMIT = "IMPORT_LIMIT"
    IMPORT_HEADER = "IMPORT_HEADER"
    IMPORT_ROWS = "IMPORT_ROWS"
    IMPORT_NO_ROWS = "IMPORT_NO_ROWS"
    ALREADY_IMPORTED = "ALREADY_IMPORTED"
    IMPORT_CHARACTER = "IMPORT_CHARACTER"
    IMPORT_COLUMN_TWICE = "IMPORT_COLUMN_TWICE"
    IMPORT_MOVED = "IMPORT_MOVED"
    # rows of files: reasons to refuse one, then remarks on one that is taken
    IMPORT_CELLS = "IMPORT_CELLS"
    IMPORT_EMPTY = "IMPORT_EMPTY"
    IMPORT_VALUE = "IMPORT_VALUE"
    IMPORT_REPEATED = "IMPORT_REPEATED"
    IMPORT_BARCODE = "IMPORT_BARCODE"
    IMPORT_CODE_TAKEN = "IMPORT_CODE_TAKEN"
    IMPORT_MOST_POINTS = "IMPORT_MOST_POINTS"
    IMPORT_ZERO_ADDED = "IMPORT_ZERO_ADDED"
    IMPORT_PHONE_DOUBTFUL = "IMPORT_PHONE_DOUBTFUL"
    IMPORT_NO_PHONE = "IMPORT_NO_PHONE"
    IMPORT_LEFT_OUT = "IMPORT_LEFT_OUT"
    IMPORT_POINTS_THERE = "IMPORT_POINTS_THERE"
    IMPORT_STOCK_NEGATIVE = "IMPORT_STOCK_NEGATIVE"
    IMPORT_PLAIN_ITEM = "IMPORT_PLAIN_ITEM"
    IMPORT_PRICE_ZERO = "IMPORT_PRICE_ZERO"
    # shops
    SHOP_EXISTS = "SHOP_EXISTS"
    NO_SHOP = "NO_SHOP"
    BAD_PROGRAMME = "BAD_PROGRAMME"


class Trouble(StrEnum):
    """What the machine cannot do at the moment."""

    DATABASE_LOCKED = "DATABASE_LOCKED"
    DATABASE_FULL = "DATABASE_FULL"
    DATABASE_READ_ONLY = "DATABASE_READ_ONLY"
    DATABASE_DAMAGED = "DATABASE_DAMAGED"
    DATABASE_GONE = "DATABASE_GONE"
    DATABASE_FOREIGN = "DATABASE_FOREIGN"
    DATABASE_NEWER = "DATABASE_NEWER"
    DATABASE_SETTINGS = "DATABASE_SETTINGS"
    DATABASE_KIND = "DATABASE_KIND"
    SQLITE_TOO_OLD = "SQLITE_TOO_OLD"
    FOLDER_UNUSABLE = "FOLDER_UNUSABLE"
    FOLDER_IN_USE = "FOLDER_IN_USE"
    KEYS_UNREADABLE = "KEYS_UNREADABLE"
    FILE_UNREADABLE = "FILE_UNREADABLE"
    FILE_UNWRITABLE = "FILE_UNWRITABLE"
    PRINTER_ADDRESS = "PRINTER_ADDRESS"


class Rejected(Exception):
    """A rule says no; nothing was written. `params` are plain values for the sentence."""

    def __init__(self, code: Code, **params: object) -> None:
        super().__init__(code.value)
        self.code = code
        self.params = params


class EnvironmentProblem(Exception):
    """The machine cannot at the moment; nothing was written. `retry` tells whether trying again makes sense."""

    def __init__(self, code: Trouble, *, retry: bool = True, **params: object) -> None:
        super().__init__(code.value)
        self.code = code
        self.retry = retry
        self.params = params
