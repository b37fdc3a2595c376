"""Members: the pseudonymous row, the personal data beside it, phones, cards, consents and how they came."""

from sqlalchemy import Index, UniqueConstraint

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

member = table(
    "member", key(), ref("shop_id", "shop"), words("code", default=None), words("kind", default="person"),
    moment("joined_at"), day("joined_on"), words("source", default=None), ref("register_id", "register"),
    ref("staff_id", "staff", null=True), ref("referrer_id", "member", null=True), flag("blocked", False),
    flag("is_staff", False), json_("groups", default="[]"), UniqueConstraint("shop_id", "code"),
    one_of("kind", ["person", "company"]),
    one_of("source", ["till", "import", "sell", "sample"]), Index("ix_member_joined_on", "joined_on"),
    Index("ix_member_referrer_id", "referrer_id"),
)  # fmt: skip

person = table(
    "person", key(), ref("member_id", "member"), words("name"), words("search_key"), day("birthday", null=True),
    words("gender"), words("email"), words("address"), words("company"), words("tax_code"), words("note"),
    words("pin_hash"), flag("is_lunar", False), whole("birthday_changes", default=0),
    day("birthday_changed_on", null=True), whole("failed_pins", default=0), moment("locked_until", null=True),
    UniqueConstraint("member_id"), Index("ix_person_search_key", "search_key", "member_id"),
    Index("ix_person_birthday", "birthday"),
    Index("ix_person_is_lunar", "is_lunar"),
    one_of("gender", ["", "male", "female", "other"]), check("name", "length(name) <= 80"),
)  # fmt: skip

holder = table(
    "holder", key(), ref("member_id", "member"), words("name"), maybe_whole("points_per_month"),
    flag("active", True), moment("at"), check("name", "length(name) <= 80"),
    check("points_per_month", "points_per_month IS NULL OR points_per_month >= 0"),
    Index("ix_holder_member_id", "member_id"),
)  # fmt: skip

member_phone = table(
    "member_phone", key(), ref("shop_id", "shop"), ref("member_id", "member"), words("e164", default=None),
    flag("is_primary", True), flag("is_doubtful", False), ref("holder_id", "holder", null=True),
    UniqueConstraint("shop_id", "e164"),
    Index("ix_member_phone_member_id", "member_id"), check("e164", "length(e164) BETWEEN 6 AND 20"),
)  # fmt: skip

card = table(
    "card", key(), ref("member_id", "member"), whole("key_id"), words("number", default=None), whole("serial"),
    moment("issued_at"), moment("revoked_at", null=True), ref("holder_id", "holder", null=True),
    UniqueConstraint("number", "serial"),
    check("number", "length(number) = 8"), check("serial", "serial BETWEEN 1 AND 99"),
    Index("ix_card_member_id", "member_id"),
)  # fmt: skip

erasure = table(
    "erasure", key(), ref("member_id", "member"), moment("at"), ref("staff_id", "staff"), words("reason"),
    UniqueConstraint("member_id"),
)  # fmt: skip

consent = table(
    "consent", key(), ref("member_id", "member"), words("purpose", default=None), words("text_version", default=None),
    flag("given", False), moment("at"), ref("register_id", "register"), ref("staff_id", "staff", null=True),
    Index("ix_consent_member_id", "member_id"),
)  # fmt: skip

enrolment_step = table(
    "enrolment_step", key(), words("enrolment_id", default=None), words("step", default=None), moment("at"),
    ref("register_id", "register"), ref("staff_id", "staff", null=True), maybe_words("member_id"), words("reason"),
    one_of("step", ["begun", "finished", "abandoned"]), UniqueConstraint("enrolment_id", "step"),
)  # fmt: skip
