"""The bars of the window: training, then shop, search and person; function keys at the bottom."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import FKeyView, TierView, Tone, TopBarView
from pos_desktop.ui.widgets.button import Button, icon_button
from pos_desktop.ui.widgets.entry import SearchField
from pos_desktop.ui.widgets.labels import Cut, Picture, Text
from pos_desktop.ui.widgets.member import TierBadge
from pos_desktop.ui.widgets.paint import CENTRE, Dressed
from pos_desktop.wording import _


class FBar(QWidget):
    """The function keys, each as wide as the others. Signals: `pressed(str)` with the action's name."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[FKeyView, ...] = ()
        self._keys: list[Button] = []
        self.setProperty("bar", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._line = layout.row(self, gap=4, pad=(8, 4, 8, 4))
        self.squeeze(False)

    def show_views(self, views: Sequence[FKeyView]) -> None:
        """Show these keys; only what changed is touched."""
        if [view.action for view in views] != [view.action for view in self._views]:
            self._rebuild(views)
        for key, view in zip(self._keys, views, strict=True):
            key.show_text(view.label, hint=view.key)
            key.setEnabled(view.enabled)
        self._views = tuple(views)

    def squeeze(self, is_tight: bool) -> None:
        """Give up the air around the keys, or take it back: a lesson has one bar more, and panels are low."""
        layout.spaced(self._line, gap=4, pad=(8, 1, 8, 1) if is_tight else (8, 4, 8, 4))
        layout.sized(self, height=54 if is_tight else 60)

    def key(self, action: str) -> Button:
        """Give the button of an action."""
        return self._keys[[view.action for view in self._views].index(action)]

    def _rebuild(self, views: Sequence[FKeyView]) -> None:
        for key in self._keys:
            self._line.removeWidget(key)
            key.hide()
            key.deleteLater()
        self._keys = [Button(view.label, kind="fkey", hint=view.key) for view in views]
        for key, view in zip(self._keys, views, strict=True):
            self._line.addWidget(key, 1)
            key.clicked.connect(lambda _=False, action=view.action: self.pressed.emit(action))


class TrainingBar(Dressed, QWidget):
    """Says on every screen of a lesson that nothing counts; hidden otherwise. Attributes: `text` (label)."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "training")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.text = Text(weight="bold", align=CENTRE)
        layout.row(self, (self.text, 1), pad=(8, 1, 8, 1))
        layout.sized(self, height=24)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in another language."""
        self.text.setText(_("TẬP HUẤN – không tính tiền, không tính điểm"))
        self.setAccessibleName(self.text.text())


class TopBar(Dressed, QWidget):
    """Menu, shop and shift, search, notices, person.

    Attributes: `search` (SearchField), `held` and `tables`, which are there where there is something behind them.
    Signals: `menu_pressed()`, `user_pressed()`.
    """

    menu_pressed = Signal()
    user_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.menu = icon_button("menu", _("Danh mục"))
        self._shop = Cut(weight="bold")
        self._shift = Cut(role="cap", tone=Tone.MUTED)
        self.search = SearchField(icon="scan-barcode")
        self._mark = TierBadge(TierView("", "warn"))
        self._trouble_icon = Picture("triangle-alert", size=20, colour="warn")
        self._trouble = Cut(role="cap", tone=Tone.WARN, weight="medium")
        self.user = Button(kind="ghost", icon="circle-user-round")
        self.held, self.tables = Button(kind="quick", icon="clock"), Button(kind="quick", icon="store")
        for button in (self.held, self.tables):
            button.hide()
        self._waiting, self._has_tables, self._is_selling = 0, False, True
        names = layout.column(None, None, self._shop, self._shift, None, gap=0)
        notices = layout.row(None, self._trouble_icon, self._trouble, gap=6)
        self._line = layout.row(self, self.menu, names, (self.search, 1), self.tables, self.held, self._mark,
                                notices, self.user, gap=8)  # fmt: skip
        self.squeeze(False)
        self.menu.clicked.connect(self.menu_pressed)
        self.user.clicked.connect(self.user_pressed)
        self.retranslate()
        self.show_view(TopBarView(""))

    def squeeze(self, is_tight: bool) -> None:
        """Give up the air above and below, or take it back."""
        layout.spaced(self._line, gap=8, pad=(8, 1, 8, 1) if is_tight else (8, 6, 8, 6))
        layout.sized(self, height=50 if is_tight else 60)

    def show_view(self, view: TopBarView) -> None:
        """Show another state."""
        self._shop.show_text(view.shop)
        self._shift.show_text(view.shift)
        self._shift.setVisible(bool(view.shift))
        self._mark.show_view(TierView(view.mark, "warn"))
        self._mark.setVisible(bool(view.mark))
        self._trouble.show_text(view.trouble)
        self._trouble.setVisible(bool(view.trouble))
        self._trouble_icon.setVisible(bool(view.trouble))
        self.user.show_text(view.user)
        self.user.setVisible(bool(view.user))

    def show_held(self, count: int) -> None:
        """Say how many orders wait."""
        self._waiting = count
        self.held.show_text(_("Đơn giữ {count}").format(count=count))
        self._show_ways()

    def show_tables(self, has_tables: bool) -> None:
        """Offer the floor where there is one."""
        self._has_tables = has_tables
        self._show_ways()

    def show_selling(self, is_selling: bool) -> None:
        """Search, and the ways to the floor and to orders that wait, are there while somebody sells."""
        self._is_selling = is_selling
        self.search.setVisible(is_selling)
        self._show_ways()

    def _show_ways(self) -> None:
        self.held.setVisible(self._is_selling and self._waiting > 0)
        self.tables.setVisible(self._is_selling and self._has_tables)

    def retranslate(self) -> None:
        """Take up a new language."""
        self.menu.show_text("", name=_("Danh mục"))
        self.tables.show_text(_("Bàn"))
        self.show_held(self._waiting)
        self.search.show_placeholder(_("Tìm hàng hoặc quét mã"))
