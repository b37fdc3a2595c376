"""«Mẫu hoá đơn»: the form and its paper, without a window; then every state of the screen on every panel."""

import io

import pytest
from PIL import Image

from pos_desktop.app.offices.receipt_design import Drawing
from pos_desktop.documents.design import Block, Lines, ReceiptDesign
from pos_desktop.services.shop.receipt_design import SetDesign
from pos_desktop.ui.ops import InlineOps
from pos_desktop.ui.receipt_design.controller import NARROW, WIDE, DesignController
from pos_desktop.ui.receipt_design.screen import DesignScreen
from pos_desktop.ui.receipt_design.view import Drawn
from tests.support.counter import inline
from tests.support.shop import MANAGER, Shop, copy_of
from tests.ui.tour import LONG, EveryState, framed

PAPER = Drawn(8, 1, b"\xff")


class LateOps(InlineOps):
    """A worker that is busy until it is told."""

    def __init__(self):
        super().__init__()
        self.late = []

    def run(self, *work, **ways):
        self.late.append((work, ways))

    def catch_up(self):
        late, self.late = self.late, []
        for work, ways in late:
            super().run(*work, **ways)


def form_of(shop, *, reads=None, draw=lambda _design, _sight: PAPER, try_=None):
    return DesignController(shop.desk, inline(), reads or inline(), inline(), shop.person(MANAGER), draw, try_)


@pytest.fixture
def form(shop, qapp):
    made = form_of(shop)
    made.load()
    return made


def picture(path, **more):
    Image.new("RGB", (300, 100), (10, 10, 10)).save(path, **more)
    return path


def test_what_is_made_is_kept_by_one_save(shop, form, tmp_path):
    assert (form.is_changed, form.view.can_save) == (False, False)
    form.write(Lines.HEADER, "Từ năm 1998\n\n  Mở cửa 6 giờ ")
    form.show_block(Block.CASHIER, on=False)
    form.take_logo(picture(tmp_path / "logo.png"))
    assert shop.desk.receipt_design.current() == ReceiptDesign()
    form.save()
    kept = shop.desk.receipt_design.current()
    assert (kept.header, kept.hidden) == (("Từ năm 1998", "Mở cửa 6 giờ"), {Block.CASHIER})
    assert kept.logo
    assert (form.is_changed, form.draft.header) == (False, "Từ năm 1998\nMở cửa 6 giờ")


def test_back_to_default_is_a_change_like_another(shop, form):
    shop.desk.receipt_design.set(SetDesign("d1", ReceiptDesign(header=("A",)), shop.person(MANAGER).id))
    form.load()
    assert form.view.texts[Lines.HEADER] == "A"
    form.reset()
    assert (form.is_changed, form.view.can_reset) == (True, False)
    form.save()
    assert shop.desk.receipt_design.current() == ReceiptDesign()


@pytest.mark.parametrize("text", ["a\nb\nc\nd\ne", "x" * 121])
def test_what_does_not_fit_is_told_at_its_field_and_not_saved(shop, form, text):
    form.write(Lines.HEADER, text)
    assert form.view.text_errors[Lines.HEADER]
    assert not form.view.can_save
    form.save()
    assert shop.count("setting") == 0


def test_a_bad_logo_is_told_and_the_one_before_stays(form, tmp_path):
    form.take_logo(picture(tmp_path / "logo.png"))
    logo = form.draft.logo
    (tmp_path / "bad.png").write_text("<svg/>")
    form.take_logo(tmp_path / "bad.png")
    assert form.view.logo_error == "Tệp này không phải ảnh PNG, JPEG hay WebP."
    assert form.draft.logo == logo
    form.drop_logo()
    assert (form.view.logo_error, form.view.has_logo) == ("", False)


def test_one_paper_is_drawn_at_a_time_and_the_last_one_counts(shop, qapp):
    asked, reads = [], LateOps()
    form = form_of(shop, reads=reads, draw=lambda design, sight: asked.append((design.header, sight.width)) or PAPER)
    form.load()
    for text in ("A", "AB", "ABC"):
        form.write(Lines.HEADER, text)
    form.look(width=NARROW)
    assert len(reads.late) == 1
    reads.catch_up()
    reads.catch_up()
    assert asked == [((), WIDE), (("ABC",), NARROW)]
    assert reads.late == []


def test_a_trial_goes_to_the_printer_as_it_is_on_show(shop, qapp):
    asked, told = [], []
    form = form_of(
        shop, try_=lambda design, sight: asked.append((design, sight)) or ("" if len(asked) == 1 else "Hết giấy.")
    )
    form.toast.connect(lambda view: told.append(view.text))
    form.write(Lines.FOOTER, "B")
    form.look(language="en", is_guest=True)
    form.try_printer()
    form.try_printer()
    ((design, sight), _again) = asked
    assert (design.footer, sight.language, sight.is_guest) == (("B",), "en", True)
    assert told == ["Đã gửi phiếu thử đến máy in.", "Hết giấy."]
    assert not form_of(shop).view.can_try, "no printer, no trial"


def test_what_was_left_behind_goes_on(shop, form):
    form.write(Lines.HEADER, "A")
    again = form_of(shop)
    again.resume(form.draft)
    again.load()
    assert (again.is_changed, again.view.texts[Lines.HEADER]) == (True, "A")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_paper_on_show_is_the_printer_s(shop, qapp, width):
    form = form_of(shop, draw=Drawing(shop.till).draw)
    screen = DesignScreen(form)
    form.load()
    form.look(width=width)
    plain = screen.paper.image.height()
    form.write(Lines.HEADER, "Từ năm 1998")
    image = screen.paper.image
    assert image.width() == width
    assert image.height() > plain
    dark = sum(image.pixelColor(x, 10).value() == 0 for x in range(width))
    assert dark > width // 2, "the mark of a sample heads it"


@pytest.fixture(scope="module")
def lived_shop(template, tmp_path_factory):
    shop = Shop(copy_of(template, tmp_path_factory.mktemp("design") / "shop"))
    yield shop
    shop.close()


class TestDesign(EveryState):
    @pytest.fixture(scope="class")
    @classmethod
    def tour(cls, panel, lived_shop):
        file = io.BytesIO()
        Image.new("1", (400, 240)).save(file, "PNG")
        controller = form_of(lived_shop, draw=Drawing(lived_shop.till).draw, try_=lambda *_: "")
        screen = DesignScreen(controller)
        tour = panel(framed(screen, MANAGER))
        controller.load()
        tour.look("as it is")
        controller.write(Lines.HEADER, "\n".join([LONG] * 4))
        controller.write(Lines.FOOTER, "\n".join("abcde"))
        controller._took(file.getvalue())
        tour.look("a logo, and too many lines")
        controller.look(width=NARROW, language="en", is_guest=True)
        controller.show_block(Block.MEMBER, on=False)
        screen.checks[Block.CODE].setFocus()
        tour.look("narrow, of a guest")
        return tour
