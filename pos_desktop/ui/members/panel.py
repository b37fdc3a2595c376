"""One member in detail: the head with points and the way to the next tier, then tabs of sections with their deeds."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QScroller, QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.members.view import DetailView, LineView, SectionView
from pos_desktop.ui.models.views import ChipView, EmptyView, TierView, Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.empty import EmptyBlock
from pos_desktop.ui.widgets.labels import Cut, MoneyLabel, Text, rule
from pos_desktop.ui.widgets.member import ProgressBar, TierBadge
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.ui.widgets.segments import Segments
from pos_desktop.wording import _

if TYPE_CHECKING:
    from collections.abc import Hashable

WIDTH = 420


class Line(QWidget):
    """A row of a section, with its deed as a button. Signals: `asked(id)`."""

    asked = Signal(object)

    def __init__(self, view: LineView) -> None:
        super().__init__()
        title = Text(view.title, wrap=True)
        amount = MoneyLabel(view.amount, tone=view.tone)
        below = [Text(text, role="small", tone=Tone.MUTED, wrap=True) for text in view.below]
        words = layout.column(None, layout.row(None, (title, 1), amount), *below, gap=2)
        if view.deed is None:
            layout.column(self, words, pad=(0, 4, 0, 4))
            return
        deed = view.deed
        self.button = Button(deed.label)
        self.button.setAccessibleName(f"{deed.label} {view.title}")
        self.button.clicked.connect(lambda: self.asked.emit(deed.id))
        layout.row(self, (words, 1), self.button, gap=10, pad=(0, 4, 0, 4))


class Panel(Dressed, QWidget):
    """Shows a `DetailView`. Signals: `asked(id)` a deed, `tab_chosen(id)`."""

    asked = Signal(object)
    tab_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout.sized(self, width=WIDTH)
        self._shown: tuple[SectionView, ...] | None = None
        self._where: tuple[object, str] = (None, "")
        self._offered: tuple[ChipView, ...] = ()
        self.deeds: dict[Hashable, Button] = {}
        self.buttons: dict[Hashable, Button] = {}
        self._head = self._build_head()
        self.tabs = Segments()
        self._board = QWidget()
        self._board.setProperty("plain", True)
        self._column: QVBoxLayout = layout.column(self._board, gap=4, pad=(0, 0, 8, 0))
        self.area = QScrollArea()
        self.area.setWidget(self._board)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._body, self._empty = QWidget(), EmptyBlock()
        layout.column(self._body, self._head, self.tabs, (self.area, 1), gap=8)
        layout.column(self, (self._body, 1), (self._empty, 1), gap=0, pad=(12, 10, 8, 8))
        self.tabs.chosen.connect(self.tab_chosen)
        self.show_view(None)

    def _build_head(self) -> QWidget:
        head = QWidget()
        self._name, self._phone = Cut(role="heading", weight="medium"), Cut(role="small", tone=Tone.MUTED)
        self._tier, self._points = TierBadge(TierView("")), Text(role="kpi", tone=Tone.LOYALTY, weight="bold")
        self._bar, self._way = ProgressBar(), Cut(role="small", tone=Tone.MUTED)
        self._warning = Text(role="small", tone=Tone.WARN, weight="medium", wrap=True)
        self._deeds = QWidget()
        self._deed_line = layout.row(self._deeds, gap=8)
        layout.column(
            head, layout.row(None, (self._name, 1), self._tier), self._phone, self._points, self._bar, self._way,
            self._warning, self._deeds, gap=4,
        )  # fmt: skip
        return head

    def retranslate(self) -> None:
        """Say in another language that nobody is chosen."""
        if hasattr(self, "_empty"):
            self._empty.show_view(EmptyView("user", _("Chọn một thành viên"), _("Hoặc quét thẻ.")))

    def show_view(self, view: DetailView | None) -> None:
        """Show another member, or another tab of the same."""
        self.retranslate()
        self._empty.setVisible(view is None)
        self._body.setVisible(view is not None)
        if view is None:
            self._shown, self._where = None, (None, "")
            return
        self._show_head(view)
        self.tabs.show_views(view.tabs, view.tab)
        if view.sections != self._shown:
            self._fill(view.sections)
        if (view.key, view.tab) != self._where:
            self._where = (view.key, view.tab)
            self.area.verticalScrollBar().setValue(0)

    def _show_head(self, view: DetailView) -> None:
        self._name.show_text(view.name)
        self._phone.show_text(view.phone)
        self._tier.show_view(view.tier)
        self._points.setText(view.points)
        self._bar.show_parts(view.progress or 0)
        self._bar.setVisible(view.progress is not None)
        self._bar.setAccessibleName(view.progress_text)
        self._way.show_text(view.progress_text)
        self._warning.setText("\n".join(view.warnings))
        self._warning.setVisible(bool(view.warnings))
        if view.deeds != self._offered:
            self._offer(view.deeds)

    def _offer(self, deeds: tuple[ChipView, ...]) -> None:
        """The deeds of the head; the same ones stay from member to member, with the focus."""
        self._offered = deeds
        _empty_out(self._deed_line)
        kinds = ("primary", *("secondary" for _deed in deeds)) if len(deeds) > 1 else ("secondary",)
        self.deeds = {deed.id: self._button(deed, kind) for deed, kind in zip(deeds, kinds, strict=False)}
        for button in self.deeds.values():
            self._deed_line.addWidget(button)
        self._deed_line.addStretch(1)

    def _fill(self, sections: tuple[SectionView, ...]) -> None:
        self._shown = sections
        self.buttons = {}
        _empty_out(self._column)
        for at, section in enumerate(sections):
            if at:
                self._column.addWidget(rule())
            self._add(section)
        self._column.addStretch(1)

    def _add(self, section: SectionView) -> None:
        if section.title:
            self._column.addWidget(Text(section.title, role="small", weight="medium", tone=Tone.MUTED))
        for line in section.lines:
            row = Line(line)
            row.asked.connect(self.asked)
            self._column.addWidget(row)
        if not section.lines and section.empty:
            self._column.addWidget(Text(section.empty, role="small", wrap=True))
        if section.deeds:
            holder = QWidget()
            buttons = {deed.id: self._button(deed, "secondary") for deed in section.deeds}
            self.buttons |= buttons
            layout.row(holder, *buttons.values(), None, gap=8, pad=(0, 4, 0, 4))
            self._column.addWidget(holder)

    def _button(self, deed: ChipView, kind: str) -> Button:
        button = Button(deed.label, kind=kind)
        button.clicked.connect(lambda: self.asked.emit(deed.id))
        return button


def _empty_out(line: QBoxLayout) -> None:
    while line.count():
        old = line.takeAt(0).widget()
        if old is not None:
            old.hide()
            old.deleteLater()
