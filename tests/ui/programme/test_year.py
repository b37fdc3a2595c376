"""Trying the programme on the last twelve months: progress, stopping, and the outcome side by side."""

import pytest

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.loyalty.programme import Programme
from tests.ui.programme.fakes import FakeYear


@pytest.fixture
def views(office):
    seen = []
    office.year.changed.connect(seen.append)
    return seen


def test_the_outcome_stands_beside_that_of_the_programme_in_force(office, views):
    office.year.start(Programme(version=7))

    view = office.year.view
    assert view.progress is None
    assert view.head == ("", "Bản đang dùng", "Bản đang sửa")
    assert view.rows[0] == ("Điểm phát ra", "221.082", "442.164")
    assert view.rows[2] == ("Chi phí", "22.108.200\u00a0₫ · 1,2%", "44.216.400\u00a0₫ · 2,4%")
    assert (view.rises, view.falls) == ("37 người lên hạng", "2 người xuống hạng")
    assert view.movers == ("Nguyễn Thị Ngọc Ánh: từ Bạc sang Vàng",)
    assert "Giữ nguyên như đã xảy ra: giá và khuyến mãi" in view.left_out
    assert view.status.startswith("Từ 22/11/2025 đến 21/11/2026: 4.218 thành viên mua")


def test_progress_is_told_member_by_member(office, views):
    office.year._told.disconnect()
    office.year._told.connect(office.year.show_progress)
    office.year.start(Programme(version=7))

    assert [view.progress for view in views] == [0, 333, 666, 1000, None]
    assert views[1].status == "Đã tính 1 trong 3 thành viên"


def test_stopping_ends_it_without_an_outcome(office, views):
    office.year_test.between.append(lambda step: office.year.stop() if step == 2 else None)
    office.year.start(Programme(version=7))

    assert (office.year.view.status, office.year.view.rows) == ("Đã dừng.", ())


def test_a_refusal_is_said(office):
    office.year_test.refusal = Rejected(Code.BAD_PROGRAMME, field="recurrence")
    office.year.start(Programme(version=7))

    assert office.year.view.status == "Chương trình không dùng được: «recurrence» sai."


def test_the_fake_speaks_like_the_service():
    assert FakeYear().old.cost_share(0) is None
