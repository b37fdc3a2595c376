"""Where guests sit, who is expected, and what the kitchen is told."""

from sqlalchemy import Index, UniqueConstraint

from pos_desktop.storage.schema.base import (
    check,
    flag,
    json_,
    key,
    maybe_words,
    moment,
    one_of,
    ref,
    table,
    whole,
    words,
)  # fmt: skip

dining_area = table(
    "dining_area", key(), ref("shop_id", "shop"), words("name", default=None), whole("position", default=0),
    flag("active", True), UniqueConstraint("shop_id", "name"),
)  # fmt: skip

dining_table = table(
    "dining_table", key(), ref("area_id", "dining_area"), words("name", default=None), whole("seats", default=4),
    whole("x"), whole("y"), whole("width", default=2), whole("height", default=2), words("shape", default="square"),
    flag("active", True), UniqueConstraint("area_id", "name"), one_of("shape", ["square", "round"]),
    check("place", "x >= 0 AND y >= 0 AND width > 0 AND height > 0"), check("seats", "seats BETWEEN 1 AND 99"),
)  # fmt: skip
"""Places in steps of a grid that the floor is drawn on."""

booking = table(
    "booking", key(), ref("shop_id", "shop"), words("name"), words("phone"), ref("member_id", "member", null=True),
    whole("guests"), moment("at"), whole("minutes", default=120), json_("tables", default="[]"), words("note"),
    words("state", default=None), moment("made_at"), moment("ended_at", null=True), ref("staff_id", "staff"),
    maybe_words("order_id"), one_of("state", ["booked", "seated", "no_show", "cancelled"]),
    check("guests", "guests BETWEEN 1 AND 999"), check("minutes", "minutes BETWEEN 5 AND 1440"),
    Index("ix_booking_at", "at"), Index("ix_booking_member_id", "member_id"),
)  # fmt: skip

station = table(
    "station", key(), ref("shop_id", "shop"), words("name", default=None), words("printer"),
    whole("late_after", default=600), whole("position", default=0), flag("active", True),
    UniqueConstraint("shop_id", "name"), check("late_after", "late_after > 0"),
)  # fmt: skip
"""A place that makes goods; `printer` is where its tickets come out, `late_after` the seconds that they may take."""

kitchen_ticket = table(
    "kitchen_ticket", key(), words("order_id", default=None), ref("station_id", "station"),
    ref("register_id", "register"), whole("number"), words("kind", default=None), whole("course", default=0),
    moment("at"), ref("staff_id", "staff"), words("dining_table"), words("order_type", default=None), words("label"),
    words("note"), moment("fired_at", null=True), moment("done_at", null=True),
    UniqueConstraint("register_id", "number"), one_of("kind", ["order", "change", "void"]),
    Index("ix_kitchen_ticket_order_id", "order_id"), Index("ix_kitchen_ticket_done_at", "done_at", "at"),
)  # fmt: skip
"""What a station is told at once; not fired, it waits; done, it has left the display."""

kitchen_line = table(
    "kitchen_line", key(), ref("ticket_id", "kitchen_ticket"), whole("position"), whole("order_line"),
    ref("item_id", "item"), words("name", default=None), json_("options", default="[]"), words("note"), whole("qty"),
    words("reason"), moment("done_at", null=True), UniqueConstraint("ticket_id", "position"), check("qty", "qty <> 0"),
)  # fmt: skip
"""Thousandths more (or, below zero, fewer) of one line of an order."""
