"""What a member search came to: rows to choose from, or a form for a number that nobody has."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QWidget

from pos_desktop.ui import layout, theme
from pos_desktop.ui.member.view import FormView, MemberSheetView, ResultView
from pos_desktop.ui.models.views import EmptyView, Tone
from pos_desktop.ui.widgets.button import Button
from pos_desktop.ui.widgets.empty import EmptyBlock
from pos_desktop.ui.widgets.entry import Check, LabelledField
from pos_desktop.ui.widgets.labels import Text
from pos_desktop.ui.widgets.member import badge_width, paint_badge
from pos_desktop.ui.widgets.paint import LEFT, RIGHT, Dressed, box, focus_ring, write
from pos_desktop.wording import _

ROW = 64
BADGE = 24


class ResultRow(Dressed, QAbstractButton):
    """One member: name and tier, phone and points below."""

    def __init__(self, view: ResultView) -> None:
        super().__init__()
        self.view = view
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("mayElide", True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(" ".join((view.name, view.phone, view.tier.name, view.points, view.warning)).strip())
        self.setToolTip(view.name)

    def sizeHint(self) -> QSize:
        """Two lines high."""
        return QSize(0, theme.current().px(ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the member, arrows walk."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row."""
        look, view = theme.current(), self.view
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, pad = QRectF(self.rect()), look.px(12)
        ground = "loyaltySoft" if self.isDown() else "surface2" if self.underMouse() else "surface"
        box(painter, rect, look.px(10), look.colour(ground), look.colour("border"), 1)
        high = QRectF(pad, look.px(8), rect.width() - 2 * pad, look.px(24))
        width = badge_width(view.tier)
        paint_badge(painter, QRectF(high.right() - width, high.top(), width, look.px(BADGE)), view.tier)
        name = high.adjusted(0, 0, -width - look.px(8), 0)
        write(painter, name, view.name, look.font("body", theme.MEDIUM), look.colour("text"), LEFT)
        low = high.translated(0, look.px(25))
        quiet = f"{view.phone}  {view.warning}".strip()
        ink = look.colour("danger" if view.warning else "text2")
        write(painter, low, quiet, look.font("small"), ink, LEFT)
        write(painter, low, view.points, look.font("small", theme.MEDIUM), look.colour("loyalty"), RIGHT)
        if self.hasFocus():
            focus_ring(painter, rect, look.px(10))
        painter.end()


class ResultsPage(QScrollArea):
    """The members found, or a sentence why there are none. Signals: `picked(id)`."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._views: tuple[ResultView, ...] = ()
        self._rows: list[ResultRow] = []
        board = QWidget()
        board.setProperty("plain", True)
        self._empty = EmptyBlock()
        self._more = Text(role="small", tone=Tone.MUTED, wrap=True)
        self._column = layout.column(board, self._more, (self._empty, 1), None, gap=8)
        self.setWidget(board)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def rows(self) -> list[ResultRow]:
        """Give the rows in order."""
        return list(self._rows)

    def show_view(self, view: MemberSheetView) -> None:
        """Show other results."""
        if view.results != self._views:
            self._rebuild(view.results)
        self._more.setText(view.more)
        self._more.setVisible(bool(view.more))
        self._empty.setVisible(bool(view.message))
        if view.message:
            self._empty.show_view(EmptyView("users", view.message))

    def _rebuild(self, views: tuple[ResultView, ...]) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._views, self._rows = views, [ResultRow(view) for view in views]
        for at, row in enumerate(self._rows):
            self._column.insertWidget(at, row)
            row.clicked.connect(lambda _=False, row=row: self.picked.emit(row.view.id))


class FormPage(QScrollArea):
    """A new member: the number is known, all else may stay empty. Signals: `entered()`."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.phone = ""
        self._title = Text(weight="medium", wrap=True)
        self._error = Text(role="small", tone=Tone.DANGER, wrap=True)
        self.name, self.birthday = LabelledField(""), LabelledField("")
        self.consent, self.verb = Check(""), Button(kind="primary", icon="user-plus")
        board = QWidget()
        board.setProperty("plain", True)
        layout.column(board, self._title, self._error, self.name, self.birthday, self.consent, self.verb, None, gap=10)
        self.setWidget(board)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verb.clicked.connect(self.entered)
        self.retranslate()

    def clear(self) -> None:
        """Forget what was typed for somebody else; consent is never ticked beforehand."""
        self.name.edit.clear()
        self.birthday.edit.clear()
        self.consent.setChecked(False)

    def show_view(self, view: FormView) -> None:
        """Show the form for another number, or what was wrong."""
        self.phone = view.phone
        self._title.setText(view.title)
        self._error.setText(view.phone_error)
        self._error.setVisible(bool(view.phone_error))
        self.name.show_error(view.name_error)
        self.birthday.show_error(view.birthday_error)
        self.verb.show_text(view.verb)
        self.verb.set_busy(view.busy)

    def retranslate(self) -> None:
        """Take up a new language."""
        self.name.show_texts(_("Tên"), placeholder=_("Không bắt buộc"))
        self.birthday.show_texts(_("Sinh nhật"), placeholder=_("ngày/tháng/năm"))
        self.consent.setText(_("Đồng ý nhận tin khuyến mãi"))
