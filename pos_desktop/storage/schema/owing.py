"""Money that is still to come: what customers owe, and what the bank told of transfers."""

from sqlalchemy import Index, UniqueConstraint

from pos_desktop.storage.schema.base import (
    check,
    day,
    key,
    maybe_words,
    moment,
    one_of,
    ref,
    table,
    unique_where,
    whole,
    words,
)  # fmt: skip

credit_limit = table(
    "credit_limit", key(), ref("account_id", "account"), whole("amount"), moment("at"), ref("staff_id", "staff"),
    words("reason"), check("amount", "amount >= 0"), Index("ix_credit_limit_account_id", "account_id"),
)  # fmt: skip
"""The newest of an account holds; without one nothing is sold on credit."""

debt_entry = table(
    "debt_entry", key(), ref("account_id", "account"), whole("seq"), words("kind", default=None), whole("amount"),
    moment("at"), day("business_date"), maybe_words("sale_id"), whole("sale_line", default=0),
    maybe_words("refund_id"), words("pays_sale_id"), words("operation_id", default=None),
    ref("register_id", "register"), ref("staff_id", "staff", null=True), words("reason"),
    UniqueConstraint("account_id", "seq"), one_of("kind", ["charge", "payment", "return", "write_off"]),
    check("sign", "CASE kind WHEN 'charge' THEN amount > 0 WHEN 'payment' THEN amount <> 0 ELSE amount < 0 END"),
    unique_where("ux_debt_entry_charge", "sale_id", where="kind = 'charge'"),
    Index("ix_debt_entry_sale_id", "sale_id"), Index("ix_debt_entry_pays_sale_id", "pays_sale_id"),
)  # fmt: skip
"""What an account owes: a charge when it buys on credit, less what it pays of the sale that `pays_sale_id` names."""

bank_receipt = table(
    "bank_receipt", key(), words("provider", default=None), words("reference", default=None), whole("amount"),
    words("content"), words("order_code"), moment("paid_at"), moment("heard_at"), words("state", default=None),
    maybe_words("tender_id"), ref("register_id", "register"), UniqueConstraint("provider", "reference"),
    one_of("state", ["matched", "short", "over", "late", "unknown", "settled"]), check("amount", "amount > 0"),
    Index("ix_bank_receipt_order_code", "order_code"),
)  # fmt: skip
"""A transfer that a bank or a payment service told of, once however often it is told."""
