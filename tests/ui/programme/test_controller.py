"""Setting the programme up: what is typed, what it would bring, what is wrong, and keeping it."""

import pytest

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.core.occasion import LunarDay
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rules import EarnRate, Rule
from pos_desktop.selling.conditions import Hours, Picks, When
from pos_desktop.ui.form.kinds import Amount, Number
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.programme.draft import DAY
from pos_desktop.ui.programme.telling import DATE
from pos_desktop.ui.programme.trial import KINDS, path_of
from tests.ui.programme.fakes import TODAY, FakeProgrammes

PER = ("programme", "earn", "per")
RATE = Amount(least=1)
RESULT = "tích 40 điểm, đổi tối đa 1.240 điểm = \u2212124.000\u00a0₫"


def of_trial(office, name, text):
    """Type into the «Thử» line."""
    office.controller.type(path_of(name), KINDS[name], text)


def test_the_try_line_is_the_design_s_own_example(office):
    assert office.view.trial.result == RESULT


def test_a_changed_rate_shows_at_once_what_it_brings(office):
    office.controller.type(PER, RATE, "5.000")

    assert office.view.trial.result.startswith("tích 80 điểm")


def test_the_order_on_trial_can_be_any(office):
    of_trial(office, "amount", "100.000")
    office.controller.pick(("trial", "tier"), "member")
    of_trial(office, "points", "40")

    assert office.view.trial.result == "tích 10 điểm, chưa đổi được điểm"


def test_rules_of_goods_hours_and_the_moon_show_in_the_order_on_trial(office):
    moon = Rule("r2", "Rằm", base=EarnRate(3, 10_000), when=When(lunar_days=(LunarDay(0, 15),)))
    morning = Rule("r1", "Sáng cà phê", flat=7, picks=Picks(categories=("coffee",)),
                   when=When(hours=(Hours(420, 660),)))  # fmt: skip
    office.programmes.versions.append(Programme(version=7, rules=(morning, moon)))
    office.controller.load()
    assert (office.view.trial.result, office.view.trial.lunar) == (RESULT, "14/10 âm lịch")
    assert (office.view.trial.day, office.view.trial.minute) == ("22/11/2026", "12:00")

    office.controller.pick(path_of("skus"), ["BX", "BM"])
    assert (office.view.trial.goods, office.view.trial.result) == ("2 món", RESULT)
    of_trial(office, "minute", "7h30")
    assert office.view.trial.result.startswith("tích 47 điểm,")
    assert office.view.trial.result.endswith(". Áp dụng: Sáng cà phê +7\u00a0điểm")
    of_trial(office, "day", "23/11/2026")
    assert office.view.trial.lunar == "15/10 âm lịch"
    assert office.view.trial.result.endswith("Sáng cà phê +7\u00a0điểm, Rằm +80\u00a0điểm")
    office.controller.pick(path_of("skus"), ["BM"])
    assert (office.view.trial.goods, "Sáng" in office.view.trial.result) == ("Bánh mì thịt nướng", False)


def test_the_order_on_trial_is_bought_on_the_first_day_unless_another_is_typed(office):
    office.controller.type(DAY, DATE, "1/12/2026")
    assert office.view.trial.day == "01/12/2026"
    of_trial(office, "day", "5/1/2027")
    office.controller.type(DAY, DATE, "2/12/2026")
    assert office.view.trial.day == "05/01/2027"
    of_trial(office, "day", "30/2/2027")
    assert (office.view.trial.wrong, office.view.trial.result) == ({"day"}, "")


def test_trying_an_order_is_no_change(office):
    asked = len(office.programmes.previewed)
    of_trial(office, "amount", "100.000")
    office.pass_time()

    assert (office.view.can_save, office.view.leave, len(office.programmes.previewed)) == (False, "Đóng", asked)


def test_a_wrong_number_is_told_under_its_field_and_keeps_saving_off(office):
    office.controller.type(PER, RATE, "mười nghìn")

    view = office.view
    assert view.state.errors == {PER: "Chỉ nhập chữ số."}
    assert view.state.drafts == {PER: "mười nghìn"}
    assert [part.title for part in view.parts if part.wrong] == ["Điểm"]
    assert (view.fault, view.can_save, view.trial.result) == ("Điểm · Cho mỗi: Chỉ nhập chữ số.", False, "")


def test_a_day_that_has_gone_by_is_told_and_keeps_saving_off(office):
    office.controller.type(PER, RATE, "5.000")
    for text, told in (("20/11/2026", "Chọn hôm nay hoặc một ngày sau."), ("21/11/2026", "")):
        office.controller.type(DAY, DATE, text)
        assert (office.view.impact.error, office.view.can_save) == (told, not told)


def test_the_right_number_puts_it_right_again(office):
    for text in ("x", "5.000"):
        office.controller.type(PER, RATE, text)

    assert (office.view.state.errors, office.view.can_save) == ({}, True)


def test_a_programme_that_gives_a_thousand_million_points_is_refused(office):
    office.controller.type(("programme", "earn", "points"), Number(most=1_000_000_000), "1.000.000.000")

    assert office.view.fault == "Điểm · Cho mỗi: Tỷ lệ này quá lớn hoặc chia cho 0."
    assert office.programmes.saved == []


def test_tiers_that_do_not_rise_are_refused_where_they_stand(office):
    office.controller.choose_part("tiers")
    office.controller.type(office.at("tiers.2.threshold"), Number(most=10**12), "1.000.000")

    view = office.view
    assert view.fault == "Hạng · Bảng hạng: Bậc đầu từ 0, bậc sau cao hơn bậc trước, và mỗi bậc một tên."
    assert not view.can_save


def test_campaigns_at_the_same_time_are_refused_by_name(office):
    office.controller.choose_part("rules")
    for name in ("Thứ Ba vui", "Tháng Ba vui"):
        office.controller.add_entry()
        at = office.controller.entry
        office.controller.pick(office.at(f"rules.{at}.name"), name)
        office.controller.pick(office.at(f"rules.{at}.multiplier"), {"num": 2, "den": 1})

    errors = office.view.state.errors
    assert set(errors) == {office.at("rules.0.priority"), office.at("rules.1.priority")}
    assert "«Tháng Ba vui»" in errors[office.at("rules.0.priority")]
    office.controller.type(office.at("rules.1.priority"), Number(), "50")
    assert office.view.can_save


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY;BYMONTHDAY=?", "FREQ=DAILY;COUNT=3", "mỗi tháng"])
def test_a_recurrence_that_cannot_be_is_told_at_its_field(office, rule):
    office.controller.choose_part("rules")
    office.controller.add_entry()
    office.controller.pick(office.at("rules.0.name"), "Rằm")
    office.controller.pick(office.at("rules.0.when.recurrence"), rule)
    assert set(office.view.state.errors) == {office.at("rules.0.when.recurrence")}

    office.controller.pick(office.at("rules.0.when.recurrence"), "FREQ=MONTHLY;BYMONTHDAY=15")
    assert office.view.can_save


def test_a_new_entry_wants_a_name_and_gets_an_id_of_its_own(office):
    office.controller.choose_part("rules")
    for _ in range(2):
        office.controller.add_entry()

    rules = office.controller.draft.plain["programme"]["rules"]
    assert [rule["id"] for rule in rules] == ["rules-7-1", "rules-7-2"]
    assert office.view.state.errors[office.at("rules.0.name")] == "Đặt tên để khách và thu ngân nhận ra."
    assert [entry.wrong for entry in office.view.entries.entries] == [True, True]


def test_a_copy_stands_behind_its_original(office):
    office.controller.choose_part("tiers")
    office.controller.choose_entry(1)
    office.controller.copy_entry()

    names = [entry.title for entry in office.view.entries.entries]
    assert names == ["Thành viên", "Bạc", "Bạc (bản sao)", "Vàng", "Kim cương"]
    assert office.controller.entry == 2
    codes = [tier["code"] for tier in office.controller.draft.plain["programme"]["tiers"]]
    assert len(set(codes)) == 5


def test_what_was_removed_can_be_brought_back(office):
    office.controller.choose_part("tiers")
    office.controller.choose_entry(3)
    before = office.controller.draft.plain
    office.controller.remove_entry()
    assert len(office.view.entries.entries) == 3
    assert (office.toasts[-1].kind, office.toasts[-1].text) == (ToastKind.UNDO, "Đã bỏ «Kim cương».")

    office.acts[-1]()
    assert office.controller.draft.plain == before


def test_who_would_move_is_asked_for_after_a_pause_and_once(office):
    asked = len(office.programmes.previewed)
    for text in ("4", "40", "4.000.000"):
        office.controller.type(office.at("tiers.2.threshold"), Number(most=10**12), text)
    assert office.view.impact.text == ""
    office.pass_time()

    impact = office.view.impact
    assert len(office.programmes.previewed) == asked + 1
    assert (impact.text, impact.is_warning) == ("2 người đổi hạng", True)
    assert impact.movers == ("Nguyễn Thị Ngọc Ánh: từ Bạc sang Vàng", "000012: từ Vàng sang Bạc")


def test_the_day_counts_for_who_would_move(office):
    office.controller.type(DAY, DATE, "01/12/2026")
    office.pass_time()

    assert office.programmes.previewed[-1][1].isoformat() == "2026-12-01"


def test_a_day_that_is_past_or_none_cannot_be_saved(office):
    office.controller.type(PER, RATE, "5.000")
    for text in ("20/11/2026", "hôm nay"):
        office.controller.type(DAY, DATE, text)
        assert not office.view.can_save
    assert office.view.impact.error == "Nhập ngày như 22/11/2026."


def test_saving_keeps_the_next_version_from_the_day_on(office):
    office.controller.type(PER, RATE, "5.000")
    assert (office.view.save, office.view.can_save) == ("Lưu bản 7", True)
    office.controller.save()

    ((saved, day, staff),) = office.programmes.saved
    assert (saved.version, saved.earn.per, day.isoformat(), staff) == (7, 5_000, "2026-11-22", "owner")
    assert (office.toasts[-1].text, office.left) == ("Đã lưu bản 7, áp dụng từ 22/11/2026.", [True])


def test_nothing_changed_nothing_saved(office):
    office.controller.save()

    assert (office.programmes.saved, office.view.can_save) == ([], False)


def test_a_newer_version_from_elsewhere_is_told_and_nothing_is_lost(office):
    office.controller.type(PER, RATE, "5.000")
    office.programmes.versions.append(Programme(version=7, step=5))
    office.controller.save()

    view = office.view
    assert (view.conflict, view.can_save) == ("Bản 7 vừa được lưu ở nơi khác.", False)
    assert view.state.plain["programme"]["earn"]["per"] == 5_000


def test_the_newer_version_can_be_taken(office):
    test_a_newer_version_from_elsewhere_is_told_and_nothing_is_lost(office)
    office.controller.take_newer()

    plain = office.view.state.plain["programme"]
    assert (plain["step"], plain["earn"]["per"], office.view.conflict) == (5, 10_000, "")


def test_one_s_own_can_be_kept_as_the_version_after_it(office):
    test_a_newer_version_from_elsewhere_is_told_and_nothing_is_lost(office)
    office.controller.keep_mine()
    assert (office.view.save, office.view.conflict) == ("Lưu bản 8", "")
    office.controller.save()

    ((saved, _day, _staff),) = office.programmes.saved
    assert (saved.version, saved.step, saved.earn.per) == (8, 10, 5_000)


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (Rejected(Code.NOT_ALLOWED), "Việc này vượt quyền của bạn. Mời quản lý làm giúp."),
        (EnvironmentProblem(Trouble.DATABASE_LOCKED), "Dữ liệu đang bận"),
    ],
)
def test_what_the_service_refuses_is_told_and_the_draft_stays(office, refusal, words):
    office.programmes.refusal = refusal
    office.controller.type(PER, RATE, "5.000")
    office.controller.save()

    assert office.toasts[-1].text.startswith(words)
    assert (office.left, office.view.can_save) == ([], True)


def test_leaving_asks_only_where_something_would_be_lost(office):
    office.controller.leave()
    assert (office.left, office.questions) == ([True], [])

    office.controller.type(PER, RATE, "5.000")
    office.controller.leave()
    ((question, accept),) = office.questions
    assert (question.title, len(office.left)) == ("Bỏ các thay đổi?", 1)
    accept()
    assert len(office.left) == 2


def test_a_text_that_cannot_be_read_is_a_change_too(office):
    office.controller.type(PER, RATE, "x")
    office.controller.leave()

    assert len(office.questions) == 1


def test_a_version_that_waits_for_its_day_is_the_one_that_is_edited(qapp, office):
    waiting = Programme(version=7, step=20)

    class Waiting(FakeProgrammes):
        def newest(self):
            return waiting

        def next_version(self):
            return 8

    office.controller._programmes = Waiting()
    office.controller.load()

    assert office.view.version == "Bản 6 đang dùng, bản 7 chờ đến ngày"
    assert office.view.state.plain["programme"]["step"] == 20
    assert office.view.save == "Lưu bản 8"


def test_a_shop_that_cannot_be_read_says_so(qapp, office):
    class Broken(FakeProgrammes):
        def newest(self):
            raise EnvironmentProblem(Trouble.DATABASE_GONE)

    office.controller._programmes = Broken()
    office.controller.load()

    assert [failure.code for failure in office.failures] == [Trouble.DATABASE_GONE]
    assert TODAY.year == 2026


def test_a_stamp_card_and_its_reward_are_joined_from_either_side(office):
    """Neither can name the other before both are there, and a card whose reward wants no card is given away."""
    for part, page in (("rewards", "rewards"), ("games", "stamps")):
        office.controller.choose_part(part)
        office.controller.choose_page(page)
        office.controller.add_entry()
    plain = office.controller.draft.plain["programme"]
    reward, card = plain["rewards"][-1]["id"], plain["stamp_cards"][-1]["id"]
    places = {"rewards": len(plain["rewards"]) - 1, "stamp_cards": len(plain["stamp_cards"]) - 1}

    def halves():
        now = office.controller.draft.plain["programme"]
        return now["rewards"][places["rewards"]]["stamps"], now["stamp_cards"][places["stamp_cards"]]["reward"]

    before = office.controller.draft
    office.controller.pick(office.at(f"stamp_cards.{places['stamp_cards']}.reward"), reward)
    assert halves() == (card, reward)
    office.controller.pick(office.at(f"rewards.{places['rewards']}.stamps"), "")
    assert halves() == ("", reward), "taken apart by hand, it stays so"

    office.controller._become(before)
    office.controller.pick(office.at(f"rewards.{places['rewards']}.stamps"), card)
    assert halves() == (card, reward)


def test_a_draft_that_was_left_goes_on(office):
    assert office.controller.unfinished is None
    office.controller.type(PER, RATE, "5.000")
    left = office.controller.unfinished
    office.controller.load()
    assert not office.view.can_save
    office.controller.resume(left)
    assert office.view.can_save and not office.view.conflict
    assert office.view.trial.result.startswith("tích 80 điểm")


def test_a_draft_that_was_left_asks_where_a_newer_version_was_saved(office):
    office.controller.type(PER, RATE, "5.000")
    left = office.controller.unfinished
    office.programmes.versions.append(Programme(version=7))
    office.controller.load()
    office.controller.resume(left)
    assert office.view.conflict and not office.view.can_save
    office.controller.keep_mine()
    assert office.view.can_save
