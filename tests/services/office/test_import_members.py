"""Customer files: who becomes a member, whose points are opened, and what is only reported."""

from datetime import date

import pytest

from pos_desktop.core.errors import Code
from pos_desktop.selling.permissions import RIGHTS, Role
from pos_desktop.services.members.members import Enrol
from pos_desktop.services.office.imports import Imports
from pos_desktop.services.office.preview import Outcome, Preview
from tests.support.foreign_files import CUSTOMER_HEADER, LOYALTY_HEADER, customer, customers_csv, rows_of, write_xlsx
from tests.support.refusals import refused
from tests.support.shop import CASHIER, MANAGER, OWNER, Shop


def preview(shop: Shop, tmp_path, *entries: dict, header=LOYALTY_HEADER) -> Preview:
    path = tmp_path / f"file{len(list(tmp_path.iterdir()))}.xlsx"
    return Imports(shop.till).preview_members(write_xlsx(path, rows_of(header, entries)))


def imported(shop: Shop, tmp_path, *entries: dict, by: str = OWNER) -> Preview:
    seen = preview(shop, tmp_path, *entries)
    Imports(shop.till).commit(seen, shop.person(by))
    return seen


def outcomes(seen: Preview) -> list[Outcome]:
    return [row.outcome for row in seen.rows]


def codes_of(seen: Preview, row: int = 0) -> list[Code]:
    return [remark.code for remark in seen.rows[row].remarks]


def test_a_row_becomes_a_member_with_all_that_is_kept(shop, tmp_path):
    imported(
        shop, tmp_path,
        customer("KH000008", "Công ty Lá Xanh", 912345678, Loại_khách="Công ty", Địa_chỉ="12 Lê Lợi", Công_ty="Lá Xanh",
                 Mã_số_thuế="0312345678", Ngày_sinh=date(1990, 12, 31), Giới_tính="Nữ", Email="a@laxanh.vn",
                 Ghi_chú="ít đường", **{"Phường/Xã": "Bến Nghé", "Số CMND/CCCD": "079123456789"}),
    )  # fmt: skip

    assert shop.rows(
        "SELECT m.code, m.kind, m.source, p.name, p.birthday, p.gender, p.email, p.address, p.company, p.tax_code,"
        " p.note, h.e164 FROM member m JOIN person p ON p.member_id = m.id JOIN member_phone h ON h.member_id = m.id"
    ) == [("KH000008", "company", "import", "Công ty Lá Xanh", "1990-12-31", "female", "a@laxanh.vn",
           "12 Lê Lợi, Bến Nghé", "Lá Xanh", "0312345678", "ít đường", "+84912345678")]  # fmt: skip
    assert b"079123456789" not in (shop.folder / "shop.db").read_bytes() + wal(shop)
    assert shop.books().tie


def wal(shop: Shop) -> bytes:
    path = shop.folder / "shop.db-wal"
    return path.read_bytes() if path.exists() else b""


def test_an_imported_member_is_found_and_has_a_card(shop, tmp_path):
    imported(shop, tmp_path, customer(phone="0912 345 678", Điểm_hiện_tại=500))

    by_phone = shop.desk.members.find("+84912345678")
    card = shop.desk.members.card_of(by_phone.row.id)

    assert by_phone.row.name == "Ngọc Ánh"
    assert by_phone.balance.available == 500
    assert shop.desk.members.find(card).row.id == by_phone.row.id
    assert [row.code for row in shop.desk.members.search("ngoc anh")] == ["KH000001"]


def test_opening_points_are_a_lot_that_lives_as_the_programme_says(shop, tmp_path):
    seen = imported(shop, tmp_path, customer(Điểm_hiện_tại="1.240"))

    told = ("opening", 1_240, seen.source.name, None)
    assert shop.rows("SELECT kind, points, reason, sale_id FROM entry") == [told]
    assert shop.rows("SELECT points, left_points, usable_from, expires_on FROM lot") == [
        (1_240, 1_240, "2026-03-02", "2027-03-31")
    ]
    assert shop.rows("SELECT balance, lifetime_earned FROM account") == [(1_240, 0)]
    books = shop.books()
    assert (books.entries, books.problems) == (1_240, ())


def test_opening_points_can_be_spent(shop, tmp_path):
    imported(shop, tmp_path, customer(name="Ánh", Điểm_hiện_tại=200))

    sale = shop.sold("1 x PHỞ @ 100000; member Ánh; redeem 200; cash 80000")

    assert (sale.due, shop.member("Ánh").balance.available) == (80_000, 8)
    assert shop.books().tie


@pytest.mark.parametrize(
    ("told", "day"),
    [("31/12/1990", "1990-12-31"), ("1/2/1990", "1990-02-01"), ("1990-12-31", "1990-12-31"), ("", None)],
)
def test_birthdays_as_they_come(shop, tmp_path, told, day):
    imported(shop, tmp_path, customer(Ngày_sinh=told))
    assert shop.rows("SELECT birthday FROM person") == [(day,)]


def test_a_customer_who_was_switched_off_is_blocked(shop, tmp_path):
    imported(shop, tmp_path, customer(Trạng_thái=0), customer("KH2", "Bình", "0912345679", Trạng_thái=1))
    assert shop.rows("SELECT code, blocked FROM member ORDER BY code") == [("KH000001", 1), ("KH2", 0)]


def test_without_a_code_the_shop_gives_its_own(shop, tmp_path):
    shop.enrolled("Lan", "0901234567")
    imported(shop, tmp_path, customer("", "Bình", "0912345679"), customer("TV000002", "Chi", "0912345670"),
             customer("TVABCDEF", "Dung", "0912345671"))  # fmt: skip
    shop.enrolled("Giang", "0901234568")

    found = {row[0]: row[1] for row in shop.rows("SELECT p.name, m.code FROM member m JOIN person p"
                                                 " ON p.member_id = m.id")}  # fmt: skip
    assert found == {"Lan": "TV000001", "Chi": "TV000002", "Bình": "TV000003", "Dung": "TVABCDEF",
                     "Giang": "TV000004"}  # fmt: skip


# --- phones ---


@pytest.mark.parametrize(
    ("told", "e164"),
    [(901234567, "+84901234567"), ("901.234.567", "+84901234567"), (1691234567, "+84391234567"),
     (2839300000, "+842839300000"), ("845123456", "+84845123456")],
)  # fmt: skip
def test_a_phone_that_lost_its_zero_is_offered_as_a_fix(shop, tmp_path, told, e164):
    seen = imported(shop, tmp_path, customer(phone=told))

    assert outcomes(seen) == [Outcome.FIX]
    assert codes_of(seen)[0] is Code.IMPORT_ZERO_ADDED
    assert seen.rows[0].remarks[0].params["text"] == "0" + e164[3:]
    assert shop.rows("SELECT e164 FROM member_phone") == [(e164,)]


@pytest.mark.parametrize(
    "told", ["0901234567", "+84901234567", "84901234567", "0084 901 234 567", "０９０１２３４５６７"]
)
def test_a_whole_phone_needs_no_fix(shop, tmp_path, told):
    seen = imported(shop, tmp_path, customer(phone=told))

    assert (outcomes(seen), codes_of(seen)) == ([Outcome.NEW], [])
    assert shop.rows("SELECT e164 FROM member_phone") == [("+84901234567",)]


def test_a_phone_of_an_earlier_row_is_a_duplicate_and_left_out(shop, tmp_path):
    seen = imported(shop, tmp_path, customer("KH1", "Ánh", "0912345678", Điểm_hiện_tại=10),
                    customer("KH2", "Anh", "+84 912 345 678", Điểm_hiện_tại=70))  # fmt: skip

    assert outcomes(seen) == [Outcome.NEW, Outcome.DUPLICATE]
    assert seen.rows[1].remarks[0].params == {"text": "0912345678", "line": 2}
    assert (seen.points, seen.points_left_out) == (10, 70)
    assert shop.rows("SELECT code FROM member") == [("KH1",)]
    assert shop.rows("SELECT balance FROM account") == [(10,)]


def test_a_phone_of_a_member_is_a_duplicate_and_changes_nothing(shop, tmp_path):
    shop.enrolled("Lan", "0912345678")
    seen = imported(shop, tmp_path, customer("KH9", "Ai khác", "0912345678", Điểm_hiện_tại=100))

    assert outcomes(seen) == [Outcome.DUPLICATE]
    assert seen.rows[0].remarks[0].params == {"member": "TV000001", "name": "Lan"}
    assert shop.rows("SELECT name FROM person") == [("Lan",)]
    assert shop.count("entry") == 0


def test_a_member_without_a_phone_is_taken_with_a_warning(shop, tmp_path):
    seen = imported(shop, tmp_path, customer(phone=""), customer("KH2", "Bình", ""))

    assert [codes_of(seen, row) for row in (0, 1)] == [[Code.IMPORT_NO_PHONE]] * 2
    assert [row.phone for row in shop.desk.members.search("binh")] == [""]


# --- what is there already ---


def test_a_known_code_changes_what_the_file_says_and_nothing_else(shop, tmp_path):
    imported(shop, tmp_path, customer(Ngày_sinh="31/12/1990", Email="a@b.vn", Điểm_hiện_tại=50))
    same = preview(shop, tmp_path, customer())
    seen = imported(shop, tmp_path, customer(name="Ngọc Ánh Mới", Giới_tính="Nữ"))

    assert outcomes(same) == [Outcome.UNCHANGED]
    assert outcomes(seen) == [Outcome.CHANGED]
    assert shop.rows("SELECT name, gender, birthday, email, search_key FROM person") == [
        ("Ngọc Ánh Mới", "female", "1990-12-31", "a@b.vn", "ngoc anh moi")
    ]


def test_a_new_number_comes_first_and_the_old_one_still_finds(shop, tmp_path):
    imported(shop, tmp_path, customer(phone="0912345678"))
    imported(shop, tmp_path, customer(phone="0987654321"))

    assert shop.desk.members.find("0912345678", rights=RIGHTS[Role.OWNER]).row.phone == "+84987654321"
    assert shop.count("member") == 1


def test_points_are_opened_once_for_ever(shop, tmp_path):
    imported(shop, tmp_path, customer())
    imported(shop, tmp_path, customer(Điểm_hiện_tại=300))
    seen = imported(shop, tmp_path, customer(name="Tên khác", Điểm_hiện_tại=300))

    assert (outcomes(seen), codes_of(seen), seen.points) == ([Outcome.CHANGED], [Code.IMPORT_POINTS_THERE], 0)
    assert shop.rows("SELECT points FROM entry") == [(300,)]
    assert shop.books().tie


def test_a_strangers_code_does_not_take_a_member_over(shop, tmp_path):
    shop.enrolled("Lan", "0912345678")
    seen = preview(shop, tmp_path, customer("TV000001", "Kẻ lạ", "0987654321"))

    assert codes_of(seen) == [Code.IMPORT_CODE_TAKEN]
    with refused(Code.IMPORT_ROWS, count=1):
        Imports(shop.till).commit(seen, shop.person(OWNER))
    assert shop.rows("SELECT name FROM person") == [("Lan",)]


# --- refusals ---


@pytest.mark.parametrize(
    ("entry", "code"),
    [(customer(phone="12"), Code.INVALID_PHONE), (customer(phone="9,01E+08"), Code.INVALID_PHONE),
     (customer(phone="٠٩٠١٢٣٤٥٦٧ x"), Code.INVALID_PHONE), (customer(name="a" * 81), Code.INVALID_NAME),
     (customer(name="", phone=""), Code.IMPORT_EMPTY), (customer(Ngày_sinh="31/02/1990"), Code.IMPORT_VALUE),
     (customer(Ngày_sinh=33000), Code.IMPORT_VALUE), (customer(Ngày_sinh="01/01/2027"), Code.INVALID_BIRTHDAY),
     (customer(Giới_tính="?"), Code.IMPORT_VALUE), (customer(Loại_khách="Robot"), Code.IMPORT_VALUE),
     (customer(Điểm_hiện_tại=-5), Code.IMPORT_VALUE), (customer(Điểm_hiện_tại=12.5), Code.IMPORT_VALUE),
     (customer(Điểm_hiện_tại=1_000_001), Code.IMPORT_MOST_POINTS), (customer(Trạng_thái=2), Code.IMPORT_VALUE)],
)  # fmt: skip
def test_a_broken_row_refuses_the_file(shop, tmp_path, entry, code):
    seen = preview(shop, tmp_path, customer("KH2", "Tốt", "0987654321", Điểm_hiện_tại=10), entry)

    with refused(Code.IMPORT_ROWS, count=1):
        Imports(shop.till).commit(seen, shop.person(OWNER))

    assert codes_of(seen, 1) == [code]
    assert [shop.count(table) for table in ("member", "entry", "card", "imported_file")] == [0, 0, 0, 0]


def test_a_repeated_code_is_refused(shop, tmp_path):
    seen = preview(shop, tmp_path, customer("KH1", phone="0912345678"), customer("kh1", phone="0912345679"))
    assert (outcomes(seen)[1], codes_of(seen, 1)) == (Outcome.REFUSED, [Code.IMPORT_REPEATED])


def test_an_email_that_is_none_is_left_out_and_told(shop, tmp_path):
    seen = imported(shop, tmp_path, customer(Email="không có"))
    assert codes_of(seen) == [Code.IMPORT_LEFT_OUT]
    assert shop.rows("SELECT email FROM person") == [("",)]


# --- who, and once ---


def test_points_are_for_the_owner_alone(shop, tmp_path):
    seen = preview(shop, tmp_path, customer(Điểm_hiện_tại=10))

    for name in (CASHIER, MANAGER):
        with refused(Code.NOT_ALLOWED):
            Imports(shop.till).commit(seen, shop.person(name))

    assert shop.count("member") == 0


@pytest.mark.parametrize("entry", [customer(), customer(Điểm_hiện_tại=0)])
def test_a_manager_may_import_members_without_points(shop, tmp_path, entry):
    imported(shop, tmp_path, entry, by=MANAGER)
    assert shop.count("member") == 1


def test_a_file_without_the_loyalty_columns(shop, tmp_path):
    seen = preview(shop, tmp_path, customer(), header=CUSTOMER_HEADER)
    assert (outcomes(seen), seen.points) == ([Outcome.NEW], 0)


def test_the_same_file_twice(shop, tmp_path):
    path = customers_csv(tmp_path / "a.csv", customer(Điểm_hiện_tại=10))
    imports = Imports(shop.till)
    imports.commit(imports.preview_members(path), shop.person(OWNER))

    with refused(Code.ALREADY_IMPORTED):
        imports.preview_members(path)

    assert shop.rows("SELECT balance FROM account") == [(10,)]


def test_someone_who_enrols_meanwhile_stops_the_import(shop, tmp_path):
    seen = preview(shop, tmp_path, customer(phone="0912345678", Điểm_hiện_tại=10))
    shop.desk.members.enrol(Enrol("meanwhile", "0912345678", "Lan"))

    with refused(Code.IMPORT_MOVED):
        Imports(shop.till).commit(seen, shop.person(OWNER))

    assert shop.count("member") == 1
    assert shop.count("entry") == 0


def test_hundreds_of_members_with_points_tie(shop, tmp_path):
    entries = [customer(f"KH{i:06d}", f"Khách {i}", f"09{i + 10_000_000:08d}", Điểm_hiện_tại=i) for i in range(300)]
    imported(shop, tmp_path, *entries)

    books = shop.books()

    assert (books.entries, books.balances, books.problems) == (sum(range(300)), sum(range(300)), ())
    assert shop.count("card") == 300


def test_names_that_are_commands_elsewhere_are_only_names(shop, tmp_path):
    names = ['=HYPERLINK("http://x","y")', "'; DROP TABLE entry;--", "O'Brien"]
    path = customers_csv(tmp_path / "a.csv", *(
        customer(f"K{at}", name, f"091234567{at}") for at, name in enumerate(names)
    ))  # fmt: skip
    Imports(shop.till).commit(Imports(shop.till).preview_members(path), shop.person(OWNER))

    assert [row[0] for row in shop.rows("SELECT name FROM person ORDER BY name")] == sorted(names)


def test_groups_come_in_once_and_are_changed_by_another_file(shop, tmp_path):
    lan = {"code": "KH1", "name": "Lan", "phone": "0912345678"}
    imported(shop, tmp_path, customer(*lan.values(), Nhóm_khách_hàng="Sỉ| Công  ty|Sỉ"))
    assert shop.member("Lan").account.groups == ("Công ty", "Sỉ")
    assert outcomes(preview(shop, tmp_path, customer(*lan.values(), Nhóm_khách_hàng="Công ty|Sỉ", Ghi_chú=""))) == [
        Outcome.UNCHANGED
    ]
    imported(shop, tmp_path, customer(*lan.values(), Nhóm_khách_hàng="Sỉ"))
    assert shop.member("Lan").account.groups == ("Sỉ",)
    assert shop.books().tie
    [row] = preview(shop, tmp_path, customer(*lan.values(), Nhóm_khách_hàng="x" * 41)).rows
    assert row.outcome is Outcome.REFUSED
