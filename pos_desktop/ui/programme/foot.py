"""The foot of the settings: the order on trial or what is wrong, whom the change moves from when, and the verbs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.form.editors import Line, MenuButton
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.programme.draft import DAY, TRIAL
from pos_desktop.ui.programme.telling import DATE
from pos_desktop.ui.programme.trial import KINDS, path_of
from pos_desktop.ui.programme.view import ImpactView, ProgrammeView, TrialView
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.labels import Picture, Text, rule
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _


class Foot(Dressed, QWidget):
    """Signals: `typed(path, kind, text)` and `picked(path, value)` of the order on trial and of the day;
    `goods_wanted()`, `movers_wanted()`, `fault_wanted()` to go to what is wrong, `leave_wanted()`, `save_wanted()`.
    """

    typed = Signal(object, object, str)
    picked = Signal(object, object)
    goods_wanted = Signal()
    movers_wanted = Signal()
    fault_wanted = Signal()
    leave_wanted = Signal()
    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.trial, self.day = {name: Line() for name in KINDS}, Line()
        self.tier, self.goods = MenuButton(""), Button(kind="menu", icon="search")
        self._try, self._with, self._has, self._at, self._on = Text(weight="bold"), Text(), Text(), Text(), Text()
        self.lunar = Text(role="small", tone=Tone.MUTED)
        self.result = Text(weight="medium", tone=Tone.LOYALTY, wrap=True)
        self._from, self.impact = Text(weight="bold"), Text(wrap=True)
        self._sign = Picture("triangle-alert", size=20, colour="warn")
        self.movers = Button(kind="ghost")
        self.leave, self.save = Button(kind="secondary"), Button(kind="primary", icon="check", hint="Ctrl+S")
        for name, units in (("amount", 112), ("points", 84), ("day", 118), ("minute", 72)):
            layout.sized(self.trial[name], width=units)
        layout.sized(self.day, width=118)
        what = layout.row(None, self._try, self.trial["amount"], Text("₫"), self.goods, self._with, self.tier,
                          self.trial["points"], self._has, None, gap=8)  # fmt: skip
        self._when, self._fault = QWidget(), self._build_fault()
        layout.row(self._when, self._at, self.trial["minute"], self._on, self.trial["day"], self.lunar,
                   (self.result, 1), gap=8)  # fmt: skip
        words = layout.row(None, self._sign, (self.impact, 1), self.movers, gap=8)
        ends = layout.row(None, self.leave, self.save, gap=12)
        decide = layout.row(None, self._from, self.day, (words, 1), ends, gap=8)
        layout.column(self, what, self._when, self._fault, rule(), decide, gap=8, pad=(12, 8, 12, 8))
        self._connect()
        self.retranslate()

    def _build_fault(self) -> QWidget:
        """What is wrong stands where the answer of the order on trial was, which cannot be tried meanwhile."""
        line = QWidget()
        self.fault, self.go = Text(weight="medium", tone=Tone.DANGER, wrap=True), Button(kind="secondary")
        sign = Picture("circle-alert", size=20, colour="danger")
        layout.row(line, sign, (self.fault, 1), self.go, gap=8)
        line.hide()
        return line

    def _connect(self) -> None:
        lines = [(self.trial[name], path_of(name), kind) for name, kind in KINDS.items()]
        for line, path, kind in (*lines, (self.day, DAY, DATE)):
            line.textEdited.connect(lambda text, path=path, kind=kind: self.typed.emit(path, kind, text))
        self.tier.picked.connect(lambda code: self.picked.emit((*TRIAL, "tier"), code))
        self.goods.clicked.connect(self.goods_wanted)
        self.movers.clicked.connect(self.movers_wanted)
        self.go.clicked.connect(self.fault_wanted)
        self.leave.clicked.connect(self.leave_wanted)
        self.save.clicked.connect(self.save_wanted)

    def retranslate(self) -> None:
        """Show the words in the language in force."""
        self._try.setText(_("Thử đơn"))
        self._with.setText(_("hạng"))
        self._has.setText(_("điểm"))
        self._from.setText(_("Từ ngày"))
        self._at.setText(_("lúc"))
        self._on.setText(_("vào ngày"))
        for name, label in (("amount", _("Tiền của đơn thử")), ("points", _("Điểm khách đang có")),
                            ("minute", _("Giờ của đơn thử")), ("day", _("Ngày của đơn thử"))):  # fmt: skip
            self.trial[name].setAccessibleName(label)
        self.day.setAccessibleName(_("Áp dụng từ ngày"))
        self.movers.show_text(_("Xem ai"))
        self.go.show_text(_("Đến chỗ đó"))

    def show_view(self, view: ProgrammeView) -> None:
        """Show another state."""
        self._show_trial(view.trial)
        self.fault.setText(view.fault)
        self._when.setVisible(not view.fault)
        self._fault.setVisible(bool(view.fault))
        self._show_impact(view.impact, view.problem)
        self.leave.show_text(view.leave)
        self.leave.setEnabled(not view.busy)
        self.save.show_text(view.save)
        self.save.setEnabled(view.can_save or view.busy)
        self.save.set_busy(view.busy)

    def _show_trial(self, view: TrialView) -> None:
        for name, text in (("amount", view.amount), ("points", view.points), ("day", view.day),
                           ("minute", view.minute)):  # fmt: skip
            _fill(self.trial[name], text, wrong=name in view.wrong)
        self.goods.show_text(view.goods)
        self.goods.setAccessibleName(_("Món của đơn thử: {goods}").format(goods=view.goods))
        self.lunar.setText(view.lunar)
        self.tier.show_options(view.tiers, view.tier)
        self.result.setText(view.result)

    def _show_impact(self, view: ImpactView, problem: str) -> None:
        _fill(self.day, view.day, wrong=bool(view.error))
        wrong = view.error or problem
        self.impact.setText(wrong or view.text)
        self.impact.show_tone(Tone.DANGER if wrong else Tone.WARN if view.is_warning else Tone.MUTED)
        self._sign.show_icon("circle-alert" if wrong else "triangle-alert", "danger" if wrong else "warn")
        self._sign.setVisible(bool(wrong) or view.is_warning)
        self.movers.setVisible(bool(view.movers) and not wrong)


def _fill(line: Line, text: str, *, wrong: bool) -> None:
    """Show a text unless it is being typed; mark it where it cannot be."""
    if not line.hasFocus() and line.text() != text:
        line.setText(text)
    if bool(line.property("error")) != wrong:
        line.setProperty("error", wrong)
        line.style().unpolish(line)
        line.style().polish(line)
