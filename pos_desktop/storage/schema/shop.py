"""The shop, its registers, people, what they were allowed by another, restored backups, and settings."""

from sqlalchemy import Index, UniqueConstraint

from pos_desktop.selling.permissions import Role
from pos_desktop.storage.schema.base import (
    check,
    day,
    flag,
    json_,
    key,
    maybe_whole,
    maybe_words,
    moment,
    one_of,
    ref,
    table,
    whole,
    words,
)  # fmt: skip

shop = table(
    "shop", key(), words("name", default=None), words("address"), words("phone"), words("tax_code"), words("footer"),
    words("time_zone", default=None), whole("cutover_hour", default=0), flag("is_sample", False),
    whole("catalogue_version", default=1), moment("created_at"), day("history_ends", null=True),
    day("due_through", null=True), flag("is_training", False),
    check("cutover", "cutover_hour BETWEEN 0 AND 23"),
)  # fmt: skip

register = table(
    "register", key(), ref("shop_id", "shop"), whole("number", default=None), words("code", default=None),
    moment("last_seen_at", null=True), whole("failed_pins", default=0), moment("locked_until", null=True),
    UniqueConstraint("shop_id", "number"), UniqueConstraint("shop_id", "code"),
    check("number", "number BETWEEN 1 AND 999"), check("failed_pins", "failed_pins >= 0"),
)  # fmt: skip

counter = table(
    "counter", key(), ref("register_id", "register"), words("kind", default=None), whole("value", default=0),
    UniqueConstraint("register_id", "kind"), check("value", "value >= 0"),
)  # fmt: skip

staff = table(
    "staff", key(), ref("shop_id", "shop"), words("name", default=None), words("role", default=None),
    words("pin_hash", default=None), flag("active", True), whole("failed_pins", default=0),
    moment("locked_until", null=True), whole("position", default=0), maybe_words("member_id"),
    json_("rights", default="{}"),
    UniqueConstraint("shop_id", "name"), one_of("role", list(Role)), check("failed_pins", "failed_pins >= 0"),
)  # fmt: skip

staff_badge = table(
    "staff_badge", key(), ref("staff_id", "staff"), whole("key_id"), words("number", default=None), whole("serial"),
    moment("issued_at"), moment("revoked_at", null=True), UniqueConstraint("number", "serial"),
    check("number", "length(number) = 8"), check("serial", "serial BETWEEN 1 AND 99"),
    Index("ix_staff_badge_staff_id", "staff_id"),
)  # fmt: skip

approval = table(
    "approval", key(), words("right_name", default=None), words("subject", default=None), maybe_whole("amount"),
    ref("asked_by", "staff"),
    ref("approved_by", "staff"), words("way", default=None), moment("at"), moment("until"),
    ref("register_id", "register"), one_of("way", ["pin", "badge"]), check("two", "asked_by <> approved_by"),
    check("until", "until > at"), Index("ix_approval_at", "at"),
)  # fmt: skip

approval_use = table(
    "approval_use", key(), ref("approval_id", "approval"), words("operation_id", default=None), moment("at"),
    UniqueConstraint("approval_id"),
)  # fmt: skip

restoration = table(
    "restoration", key(), whole("epoch"), moment("taken_at"), moment("at"), ref("staff_id", "staff"),
    UniqueConstraint("epoch"), check("epoch", "epoch > 0"),
)  # fmt: skip

setting = table(
    "setting", key(), ref("shop_id", "shop"), words("name", default=None), json_("value"), whole("version"),
    moment("at"), ref("staff_id", "staff", null=True), UniqueConstraint("shop_id", "name", "version"),
)  # fmt: skip
