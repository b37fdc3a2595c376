"""The owner designs the receipt at the real window, and the next one comes out so."""

from pos_desktop.app.hands import wait_until
from pos_desktop.documents.design import Block, Lines
from pos_desktop.ui.receipt_design.screen import DesignScreen
from printing.paper.document import MOST_PICTURE
from tests.support.live_till import Heart


def test_what_is_designed_is_seen_kept_and_asked_about(start):
    till = start()
    till.sign_in("Hoa")
    till.wait_for_sale()
    till.window.menu.offices["receipt_design"].trigger()
    wait_until(lambda: till.is_on(DesignScreen), "the design")
    screen = till.window.area.currentWidget()
    wait_until(lambda: not screen.paper.image.isNull(), "the paper")
    before = screen.paper.image.height()
    screen.fields[Lines.HEADER].edit.setFocus()
    till.hands.type("Since 1998")
    wait_until(lambda: screen.paper.image.height() > before, "the line on paper")
    till.hands.scan(till.codes(1)[0])
    wait_until(
        lambda: screen.fields[Lines.HEADER].edit.toPlainText() == "Since 1998", "no digit of the code in the field"
    )
    assert till.toast == "Mã vừa quét không dùng ở màn hình này."
    with Heart() as heart:
        screen.checks[Block.MEMBER].click()
        wait_until(lambda: screen.paper.image.height() < before, "the paper without its block")
    assert heart.longest_ms < 1_000
    assert screen.paper.image.width() > MOST_PICTURE[0]
    screen.back.click()
    wait_until(lambda: till.window.is_asking, "the question")
    till.hands.key("\x1b")
    screen.save.click()
    wait_until(lambda: till.desk.receipt_design.current().header == ("Since 1998",), "kept")
    assert till.desk.receipt_design.current().hidden == {Block.MEMBER}
