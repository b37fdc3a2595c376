"""The member's own data at the screen: two files in a folder of one's choice, for who has the right."""

import json

from tests.ui.members.conftest import ANH, PHONES, Desk


def deeds(desk):
    desk.controller.choose_tab("more")
    return {chip.id for section in desk.controller.view.sections for chip in section.deeds}


def test_two_files_that_name_nobody_outside(desk, tmp_path):
    folder = tmp_path / "khách"
    folder.mkdir()
    desk.show(ANH).fill("export", folder=str(folder))
    desk.deeds.confirm()

    code = desk.shop.member(ANH).row.code
    made = sorted(path.name for path in folder.iterdir())
    assert made == [f"thanh-vien-{code}-20260302.json", f"thanh-vien-{code}-20260302.pdf"]
    assert json.loads((folder / made[0]).read_bytes())["phones"][0]["phone"] == PHONES[ANH]
    assert (folder / made[1]).read_bytes().startswith(b"%PDF")
    assert desk.said == [f"Đã lưu {folder / made[1]}"]


def test_a_folder_that_is_not_there_is_told_under_its_field(desk, tmp_path):
    desk.show(ANH).fill("export", folder=str(tmp_path / "nowhere"))
    desk.deeds.confirm()

    assert desk.errors() == {"folder": "Không có thư mục này."}
    assert desk.shop.rows("SELECT 1 FROM journal WHERE kind = 'member_exported'") == []


def test_it_stands_there_for_who_has_the_right(desk, cashier):
    assert "export" in deeds(desk.show(ANH))
    assert "export" not in deeds(Desk(desk.shop, cashier.name).show(ANH))
