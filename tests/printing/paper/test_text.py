import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.paper.document import Align, Bar, Columns, Cut, Document, Drawer, Frame, ItemLine, Mark, Pair, Qr, Text
from printing.paper.text import to_text
from tests.printing.samples import money, receipt

NARROW = """\
          *** MẪU ***

     Quán Cà Phê Đường Tàu
12 Phùng Hưng, Hoàn Kiếm, Hà Nội
 MST 0101234567 · 024 3828 1234

        HÓA ĐƠN BÁN HÀNG
Số K1-000231    22/11/2026 09:41
Thu ngân: Hương           Quầy 1
────────────────────────────────
2    Cà phê sữa đá      58.000 ₫
     × 29.000 ₫
     Ít đường, thêm đá
1    Phở bò tái nạm gầu 95.000 ₫
     gân sách đặc biệt
     tô lớn
0,35 Hạt cà phê Cầu Đất 84.000 ₫
     rang mộc
     × 240.000 ₫
1    Trà đào cam sả     30.000 ₫
     Giảm 10 %          −3.000 ₫
--------------------------------
Tiền hàng              267.000 ₫
Giảm giá                −3.000 ₫
Điểm đổi (60 điểm)     −60.000 ₫
════════════════════════════════
TỔNG CỘNG              204.000 ₫
════════════════════════════════
Tiền mặt               250.000 ₫
Tiền thừa               46.000 ₫

Thuế GTGT 8 % trong giá 15.111 ₫
+------------------------------+
| Đặng Thị Hường     Hạng Vàng |
| Điểm đã dùng         60 điểm |
| Điểm được cộng       29 điểm |
| Số dư             1.240 điểm |
| [################..........] |
| còn 3.800.000 ₫ lên hạng Kim |
|            cương             |
|    120 điểm hết hạn ngày     |
|          15/12/2026          |
+------------------------------+
              [QR]
28000001000231774512098341665023
           K1-000231

 Cảm ơn quý khách, hẹn gặp lại!
"""


def test_a_receipt_as_text():
    assert to_text(receipt(mark="MẪU"), 32) == NARROW.replace(" ₫", "\u00a0₫")


@pytest.mark.parametrize("columns", [48, 42, 32])
def test_no_line_is_wider_than_the_paper(columns):
    assert max(map(len, to_text(receipt(), columns).splitlines())) <= columns


@given(st.text(max_size=80), st.integers(-(10**12), 10**12))
def test_money_is_whole_in_any_company(name, amount):
    written = money(amount)
    text = to_text(Document((ItemLine("12", name, "", written), Pair(name, written))), 32)

    assert sum(line.endswith(written) for line in text.splitlines()) >= 2
    assert all(len(line) <= 32 for line in text.splitlines())


def test_rows_pieces_and_pulses():
    row = Columns(("Phở bò tái", money(7_407)), (1, 1), (Align.LEFT, Align.RIGHT))
    written = to_text(Document((Drawer(), row, Cut(), Text("B", align=Align.RIGHT))), 16)

    assert written == "Phở bò   7.407\u00a0₫\ntái\n\n               B\n"


def test_small_things():
    assert to_text(Document((Bar((1, 0)), Mark("A"), Qr("1"), Frame((Text("x"),)))), 12) == (
        "[##########]\n *** A ***\n    [QR]\n     1\n+----------+\n| x        |\n+----------+\n"
    )
