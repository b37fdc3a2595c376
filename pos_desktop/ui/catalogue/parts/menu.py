"""Tuỳ chọn and Combo: groups of choices, and what combos are made of."""

from typing import Final

from pos_desktop.core.quantity import ONE
from pos_desktop.core.text import fold
from pos_desktop.selling.bundles import ComboSlot, SlotChoice
from pos_desktop.services.shop.menu import ChoiceFacts, GroupPage, PutCombo, PutGroup
from pos_desktop.ui.catalogue.port import Everything, Plain, RowView, Saving, Segment
from pos_desktop.ui.form.kinds import SET, Amount, Field, Flag, Number, Pieces, Rows, Section, Skus, Words
from pos_desktop.wording import _, money, number
from pos_desktop.wording.messages import N_

_CHOICE: Final = (
    Field("name", N_("Lựa chọn"), Words(most=40)),
    Field("price", N_("Cộng thêm"), Amount()),
    Field("is_default", N_("Chọn sẵn"), Flag()),
    Field("item", N_("Trừ kho"), Skus(single=True)),
    Field("item_qty", N_("Mỗi phần trừ"), Pieces(), only=(("item", SET),)),
)
_NEW_CHOICE: Final = {"id": "", "name": "", "price": 0, "is_default": False, "item": "", "item_qty": ONE}
_GROUP: Final = (
    Field("name", N_("Tên nhóm"), Words(most=40), hint=N_("Ví dụ Cỡ, Đường, Topping"), wide=True),
    Field("least", N_("Ít nhất"), Number(most=40)),
    Field("most", N_("Nhiều nhất"), Number(most=40), hint=N_("0 là bao nhiêu cũng được")),
    Field("free", N_("Miễn phí"), Number(most=40), hint=N_("Bấy nhiêu lựa chọn rẻ nhất không tính tiền")),
    Field("halves", N_("Mỗi thứ một nửa"), Flag()),
    Field("active", N_("Đang dùng"), Flag()),
    Field("choices", N_("Lựa chọn"), Rows(_CHOICE, _NEW_CHOICE, N_("Thêm lựa chọn"), most=40), wide=True),
)


def _group_rows(every: Everything) -> tuple[RowView, ...]:
    return tuple(
        RowView(
            page.id, page.name, ", ".join(choice.name for choice in page.choices if choice.active),
            _("{count} món").format(count=number(len(page.items))), quiet=not page.active, found=fold(page.name),
        )
        for page in every.groups
    )  # fmt: skip


def _group_plain(every: Everything, key: str) -> Plain:
    page = next((page for page in every.groups if page.id == key), GroupPage("", "", 0, 1, 0, False, True, (), ()))

    def sku(item_id: str | None) -> str:
        row = every.item(item_id or "")
        return row.sku if row else ""

    choices = [
        {"id": each.id, "name": each.name, "price": each.price, "is_default": each.is_default,
         "item": sku(each.item_id), "item_qty": each.item_qty or ONE}
        for each in page.choices if each.active
    ]  # fmt: skip
    return {"name": page.name, "least": page.least, "most": page.most, "free": page.free, "halves": page.halves,
            "active": page.active, "choices": choices or [_NEW_CHOICE]}  # fmt: skip


def _group_save(saving: Saving) -> str:
    plain = saving.plain
    choices = tuple(_choice(saving.every, each) for each in plain["choices"])
    return str(saving.desk.menu.put_group(PutGroup(
        saving.id, plain["name"], choices, saving.by, plain["least"], plain["most"], plain["free"], plain["halves"],
        plain["active"], saving.key,
    )))  # fmt: skip


def _choice(every: Everything, plain: Plain) -> ChoiceFacts:
    row = every.by_sku(plain["item"]) if plain["item"] else None
    qty = plain["item_qty"] if row else 0
    return ChoiceFacts(plain["name"], plain["price"], plain["is_default"], row.id if row else "", qty, plain["id"])


GROUPS: Final = Segment(
    "groups", N_("Tuỳ chọn"), N_("Thêm nhóm"), N_("Chưa có nhóm tuỳ chọn nào: cỡ, đường, đá, topping."), _group_rows,
    lambda _every: (Section("", _GROUP, N_("Món nào hỏi nhóm này thì chọn ở «Hàng».")),), _group_plain,
    lambda every: _group_plain(every, ""), _group_save,
)  # fmt: skip

_SLOT_CHOICE: Final = (
    Field("item", N_("Món"), Skus(single=True), wide=True),
    Field("extra", N_("Cộng thêm"), Amount()),
    Field("is_default", N_("Chọn sẵn"), Flag()),
)
_SLOT: Final = (
    Field("name", N_("Phần"), Words(most=40), hint=N_("Ví dụ Nước uống")),
    Field("qty", N_("Số món"), Number(least=1, most=20)),
    Field("choices", N_("Chọn từ"),
          Rows(_SLOT_CHOICE, {"item": "", "extra": 0, "is_default": False}, N_("Thêm món"), most=40), wide=True),
)  # fmt: skip
_NEW_SLOT: Final = {"name": "", "qty": 1, "choices": [{"item": "", "extra": 0, "is_default": True}]}
_COMBO: Final = (
    Field("item", N_("Món bán theo combo"), Skus(single=True), hint=N_("Giá của món là giá cả combo"), wide=True),
    Field("slots", N_("Gồm có"), Rows(_SLOT, _NEW_SLOT, N_("Thêm phần"), most=10), wide=True),
)


def _combo_rows(every: Everything) -> tuple[RowView, ...]:
    return tuple(
        RowView(row.id, row.name, ", ".join(slot.name for slot in every.slots.get(row.id, ())), money(row.price),
                row.colour, not row.active, fold(row.name))
        for row in every.goods if row.is_combo
    )  # fmt: skip


def _combo_plain(every: Everything, key: str) -> Plain:
    row = every.item(key)
    slots = [
        {"name": slot.name, "qty": slot.qty, "choices": [
            {"item": found.sku, "extra": choice.extra, "is_default": choice.is_default}
            for choice in slot.choices if (found := every.item(choice.item_id))
        ]}
        for slot in every.slots.get(key, ())
    ]  # fmt: skip
    return {"item": row.sku if row else "", "slots": slots or [_NEW_SLOT]}


def _combo_save(saving: Saving) -> str:
    every, plain = saving.every, saving.plain
    row = every.by_sku(plain["item"])
    slots = tuple(
        ComboSlot(slot["name"], tuple(
            SlotChoice(found.id, each["extra"], each["is_default"])
            for each in slot["choices"] if (found := every.by_sku(each["item"]))
        ), slot["qty"])
        for slot in plain["slots"]
    )  # fmt: skip
    item_id = row.id if row else ""
    saving.desk.menu.put_combo(PutCombo(saving.id, item_id, slots, saving.by))
    return item_id


COMBOS: Final = Segment(
    "combos", N_("Combo"), N_("Thêm combo"), N_("Chưa có combo nào."), _combo_rows,
    lambda _every: (Section("", _COMBO),), _combo_plain, lambda every: _combo_plain(every, ""), _combo_save,
)  # fmt: skip
