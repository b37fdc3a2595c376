"""The sheet of monthly statements: each with its sums and a button that prints it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.books.statements import PartyView, StatementsController, StatementsView
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.labels import AmountRow, Text, rule
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _


class Party(QWidget):
    """One statement. Attributes: `verb`, `save` (buttons)."""

    def __init__(self, view: PartyView) -> None:
        super().__init__()
        self.verb = Button(_("In bản kê"), kind="secondary", icon="printer")
        self.verb.setAccessibleName(f"{_('In bản kê')} {view.name}")
        self.save = icon_button("download", f"{_('Lưu bản kê A4 (PDF)')} {view.name}", kind="secondary")
        head = layout.row(None, (Text(view.name, weight="bold", wrap=True), 1), self.save, self.verb, gap=12)
        layout.column(self, head, *(AmountRow(row) for row in view.rows), rule(), gap=6)


class StatementsSheet(Sheet):
    """Shows a `StatementsView`. Attributes: `earlier`, `later` (buttons), `parties`."""

    def __init__(self, area: QWidget, controller: StatementsController) -> None:
        super().__init__(area)
        self._controller = controller
        self._shown: tuple[PartyView, ...] | None = None
        self.parties: list[Party] = []
        self.earlier, self.later = icon_button("chevron-left", ""), icon_button("chevron-right", "")
        self._told = Text(tone=Tone.MUTED, wrap=True)
        board = QWidget()
        board.setProperty("plain", True)
        self._rows: QVBoxLayout = layout.column(board, None, gap=12, pad=(0, 0, 12, 0))
        self._area = QScrollArea()
        self._area.setWidget(board)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self._area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        months = layout.row(None, self.earlier, self.later, None, gap=8)
        layout.column(self.body, months, self._told, (self._area, 1), gap=10, pad=(20, 8, 12, 12))
        self.earlier.clicked.connect(lambda _on=False: controller.go(-1))
        self.later.clicked.connect(lambda _on=False: controller.go(1))
        controller.opened.connect(self._open)
        controller.changed.connect(self.show_view)
        self.retranslate()

    def _open(self) -> None:
        self.open(self.earlier)

    def retranslate(self) -> None:
        """Take up a new language."""
        super().retranslate()
        if hasattr(self, "earlier"):
            self.earlier.show_text("", name=_("Tháng trước"))
            self.later.show_text("", name=_("Tháng sau"))
            self._shown = None
            self.show_view(self._controller.view)

    def show_view(self, view: StatementsView) -> None:
        """Show another month."""
        self.show_title(view.title)
        self.later.setEnabled(view.may_go_on)
        self._told.setText(view.told)
        self._told.setVisible(bool(view.told))
        if view.parties != self._shown:
            self._fill(view.parties)

    def _fill(self, parties: tuple[PartyView, ...]) -> None:
        self._shown = parties
        for old in self.parties:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.parties = [self._party(view) for view in parties]
        for at, party in enumerate(self.parties):
            self._rows.insertWidget(at, party)

    def _party(self, view: PartyView) -> Party:
        party = Party(view)
        party.verb.clicked.connect(lambda: self._controller.print(view.key))
        party.save.clicked.connect(lambda: self._controller.save(view.key))
        return party

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through the months."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._controller.go(1 if event.key() == Qt.Key.Key_Right else -1)
            event.accept()
        else:
            super().keyPressEvent(event)
