import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.selling.benefits import Benefit, Reach
from pos_desktop.selling.conditions import When
from pos_desktop.selling.drafts import from_plain, to_plain
from pos_desktop.selling.order import Discount, Identified, LineOption, Order, OrderLine, OrderType, Redeem
from pos_desktop.selling.vouchers import HeldVoucher
from tests.support.orders import OPENED, order

discounts = st.none() | st.builds(Discount, percent=st.integers(1, 10_000)) | st.builds(
    Discount, amount=st.integers(1, 10**9)
)  # fmt: skip
lines = st.builds(
    OrderLine,
    key=st.integers(1, 500),
    item_id=st.text(max_size=8),
    sku=st.text(max_size=8),
    name=st.text(max_size=20),
    unit_price=st.integers(0, 10**9),
    vat_group=st.just("standard"),
    qty=st.integers(1, 10**8),
    discount=discounts,
    options=st.lists(st.builds(LineOption, st.text(max_size=5), st.integers(0, 10**6)), max_size=3).map(tuple),
    label_price=st.none() | st.integers(1, 10**9),
)
vouchers = st.builds(
    HeldVoucher,
    id=st.text(max_size=5),
    template=st.just("t"),
    code=st.text(max_size=5),
    name=st.text(max_size=5),
    benefit=st.builds(Benefit, price=st.none() | st.integers(0, 10**6), reach=st.sampled_from(Reach)),
    when=st.builds(When, weekdays=st.just((0, 6)), starts_on=st.none() | st.just(OPENED.date())),
    expires_on=st.none() | st.just(OPENED.date()),
    uses_left=st.none() | st.integers(0, 9),
    member=st.none() | st.text(max_size=5),
)
drafts = st.builds(
    Order,
    id=st.text(max_size=32),
    opened_at=st.just(OPENED),
    lines=st.lists(lines, max_size=4).map(tuple),
    discount=discounts,
    account_id=st.none() | st.text(max_size=5),
    identified=st.sampled_from(Identified),
    redeem=st.none() | st.integers(1, 10**6) | st.sampled_from(Redeem),
    order_type=st.sampled_from(OrderType),
    table=st.text(max_size=5),
    note=st.text(max_size=5),
    rewards=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    vouchers=st.lists(vouchers, max_size=2).map(tuple),
)


@given(drafts)
def test_a_draft_reads_back_as_it_was(draft):
    back = from_plain(json.loads(json.dumps(to_plain(draft))))
    assert back == draft
    assert [type(value) for value in (back.redeem, back.identified, back.order_type)] == [
        type(value) for value in (draft.redeem, draft.identified, draft.order_type)
    ]


def test_a_draft_of_a_newer_program_loses_only_what_is_unknown():
    draft = order("2 x PHỞ @ 50000 -10%; member Lan by card; redeem max")
    plain = to_plain(draft)
    plain["future"] = 1
    plain["lines"][0]["future"] = 1
    assert from_plain(plain) == draft


def test_a_draft_of_an_older_program_gets_what_is_usual():
    draft = order("2 x PHỞ @ 50000")
    plain = to_plain(draft)
    del plain["table"], plain["lines"][0]["combo"], plain["rewards"], plain["vouchers"]
    assert from_plain(plain) == draft


def test_a_draft_keeps_its_moment():
    draft = replace(order("1 x PHỞ @ 1"), opened_at=OPENED.replace(microsecond=123_456))
    assert from_plain(to_plain(draft)).opened_at == draft.opened_at


def test_what_is_no_draft_is_an_error():
    with pytest.raises(KeyError):
        from_plain({"id": "o"})
