"""A sheet with the members whose tier the change moves."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QScroller, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.programme.view import ImpactView
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.sheet import Sheet
from pos_desktop.wording import _, ngettext, number

MOST_NAMES = 200


class MoversSheet(Sheet):
    """Who goes from which tier to which."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self.names, self._more = Text(wrap=True), Text(role="small", tone=Tone.MUTED, wrap=True)
        board = QWidget()
        board.setProperty("plain", True)
        layout.column(board, self.names, self._more, None, gap=8)
        scroll = QScrollArea()
        scroll.setWidget(board)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(scroll.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        layout.column(self.body, scroll, pad=(20, 8, 12, 12))

    def ask(self, view: ImpactView) -> None:
        """Show the names."""
        left = len(view.movers) - MOST_NAMES
        self.show_title(_("Ai đổi hạng"))
        self.names.setText("\n".join(view.movers[:MOST_NAMES]))
        more = ngettext("và {count} người nữa", "và {count} người nữa", max(left, 0))
        self._more.setText(more.format(count=number(max(left, 0))))
        self._more.setVisible(left > 0)
        self.open()
