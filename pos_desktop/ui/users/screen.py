"""«Người dùng»: the people at the left, the form of one at the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QScroller, QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.users.controller import UserForm, UsersController, UsersView
from pos_desktop.ui.widgets.button import Button, icon_button, on_click
from pos_desktop.ui.widgets.chips import ChipRow
from pos_desktop.ui.widgets.choices import ChoiceRow, Choices
from pos_desktop.ui.widgets.entry import Check, LabelledField
from pos_desktop.ui.widgets.labels import Cut, Text, rule
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _

LIST_WIDTH = 330
COLUMNS = 2


class UsersScreen(Dressed, QWidget):
    """Shows a `UsersView`. Decides nothing.

    Attributes: `back`, `add`, `save`, `badge`, `revoke`, `unlock`, `leave`, `link`, `unlink` (buttons), `name`, `pin`,
    `again`, `old`, `card` (LabelledField), `roles`, `rights` and `limits` by the right's name, `choices` of people.
    """

    def __init__(self, controller: UsersController) -> None:
        super().__init__()
        self._controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.back, self.add = icon_button("arrow-left", ""), Button(kind="primary", icon="user-plus", hint="Ctrl+N")
        self._title, self._who = Cut(role="heading", weight="medium"), Cut(role="heading", weight="bold")
        self.choices = Choices("circle-user-round")
        self.rights: dict[str, Check] = {}
        self.limits: dict[str, LabelledField] = {}
        self.name, self.pin, self.again, self.old, self.card = (LabelledField("") for _field in range(5))
        self.link, self.unlink = Button(kind="secondary"), Button(kind="ghost")
        self.roles, self._error = ChipRow(), Text(tone=Tone.DANGER, wrap=True)
        self.save = Button(kind="primary", icon="check", hint="Ctrl+S")
        self.badge, self.revoke = Button(kind="secondary", icon="id-card"), Button(kind="ghost")
        self.unlock, self.leave = Button(kind="secondary", icon="lock"), Button(kind="ghost-danger")
        self._limit_grid: QGridLayout = layout.spaced(QGridLayout(), gap=10, pad=0)
        self._right_grid: QGridLayout = layout.spaced(QGridLayout(), gap=4, pad=0)
        self._form = QWidget()
        self._lay_out()
        self._connect(controller)
        self.retranslate()

    def _lay_out(self) -> None:
        left = layout.sized(QWidget(), width=LIST_WIDTH)
        people = QWidget()
        people.setProperty("plain", True)
        layout.column(people, self.choices, None, gap=0)
        head = layout.row(None, self.back, (self._title, 1), self.add, gap=8)
        layout.column(left, head, (_scrolled(people), 1), gap=10)
        board = QWidget()
        board.setProperty("plain", True)
        pins = layout.row(None, *((_topped(field), 1) for field in (self.pin, self.again)), gap=12)
        deeds = layout.row(None, self.badge, self.revoke, self.unlock, None, self.leave, gap=8)
        self._own = QWidget()
        buttons = layout.column(None, None, layout.row(None, self.link, self.unlink, gap=8), None, gap=0)
        layout.row(self._own, (_topped(self.card), 1), buttons, gap=12)
        limits = (rule(), self._limit_grid, self._right_grid)
        layout.column(
            board, self.name, self.roles, self.old, pins, deeds, self._own, *limits, None, gap=12, pad=(0, 0, 12, 0)
        )
        self._form.setProperty("card", True)
        top = layout.row(None, (self._who, 1), self.save, gap=12)
        layout.column(self._form, top, self._error, (_scrolled(board), 1), gap=10, pad=(20, 14, 12, 12))
        layout.row(self, left, (self._form, 1), gap=12, pad=(12, 10, 12, 10))
        for field in (self.pin, self.again, self.old):
            field.edit.setEchoMode(QLineEdit.EchoMode.Password)
            field.edit.setMaxLength(8)
        self.name.edit.setMaxLength(40)

    def _connect(self, controller: UsersController) -> None:
        controller.changed.connect(self.show_view)
        controller.formed.connect(self._fill)
        self.back.clicked.connect(controller.left)
        self.add.clicked.connect(self._new)
        self.choices.chosen.connect(self._choose)
        self.roles.chosen.connect(controller.choose_role)
        for name, field in (("name", self.name), ("pin", self.pin), ("again", self.again), ("old", self.old)):
            field.edit.textEdited.connect(lambda text, name=name: controller.write(**{name: text}))
        on_click(
            (self.save, controller.save), (self.badge, controller.issue_badge), (self.revoke, controller.revoke_badge),
            (self.unlock, controller.unlock), (self.leave, controller.let_go), (self.link, self._link_card),
            (self.unlink, controller.unlink_card),
        )  # fmt: skip

    def retranslate(self) -> None:
        """Take up a new language."""
        if not hasattr(self, "_form"):
            return
        self.setAccessibleName(_("Người dùng"))
        self._title.show_text(_("Người dùng"))
        self.back.show_text("", name=_("Quay lại"))
        self.add.show_text(_("Thêm"), name=_("Người mới"))
        self.save.show_text(_("Lưu"))
        self.name.show_texts(_("Tên"))
        self.pin.show_texts(_("Mã PIN mới"), hint=_("4 đến 8 chữ số"))
        self.again.show_texts(_("Gõ lại mã PIN"))
        self.old.show_texts(_("Mã PIN hiện nay"))
        self.link.show_text(_("Ghi thẻ"))
        self.unlink.show_text(_("Bỏ thẻ"))
        self.show_view(self._controller.view)
        self._fill()

    def show_view(self, view: UsersView) -> None:
        """Show another state; what is being typed stays as it is."""
        self._show_rows(view)
        self._form.setVisible(view.form is not None)
        if view.form is not None:
            self._show_form(view.form)

    def _show_rows(self, view: UsersView) -> None:
        rows = (ChoiceRow(row.id, row.name, row.marks) for row in view.rows)
        self.choices.show_rows(rows, view.chosen or "")

    def _choose(self, staff_id: str) -> None:
        self._controller.choose(staff_id)
        self._controller.refresh()

    def _show_form(self, form: UserForm) -> None:
        self._who.show_text(form.title)
        self.roles.show_views(form.roles, form.role)
        self.name.show_error(form.name_error)
        self.pin.show_error(form.pin_error)
        self._error.setText(form.error)
        self._error.setVisible(bool(form.error))
        self.save.set_busy(form.busy)
        self.old.setVisible(form.is_own)
        self.badge.show_text(_("Cấp thẻ mới") if form.has_badge else _("Cấp thẻ"))
        self.revoke.show_text(_("Thu hồi thẻ"))
        self.unlock.show_text(_("Mở khoá mã PIN"))
        self.leave.show_text(_("Cho nghỉ") if form.active else _("Cho làm lại"))
        self._own.setVisible(not form.is_new)
        words = _("Thẻ thành viên: {member}") if form.member else _("Thẻ thành viên của người này")
        hint = _("Số điện thoại, hoặc quét thẻ. Thẻ này không tích điểm trong ca của người đó.")
        self.card.show_texts(words.format(member=form.member), hint=hint)
        self.card.show_error(form.card_error)
        self.unlink.setVisible(bool(form.member))
        shown = {self.badge: form.active, self.revoke: form.has_badge, self.unlock: form.is_locked, self.leave: True}
        for button, is_shown in shown.items():
            button.setVisible(is_shown and not form.is_new)

    def _fill(self) -> None:
        """Put another form's values into the fields, and words into its ticks."""
        form = self._controller.view.form
        if form is None:
            return
        for field, text in (
            (self.name, form.name),
            (self.pin, form.pin),
            (self.again, form.again),
            (self.old, form.old),
            (self.card, ""),
        ):
            field.edit.setText(text)
        self._make_fields(form)
        for name, words, text in form.limits:
            self.limits[name].show_texts(words, hint=_("Để trống: không giới hạn") if name != "discount" else "")
            self.limits[name].edit.setText(text)
        for name, words, on in form.rights:
            tick = self.rights[name]
            tick.blockSignals(True)
            tick.setText(words)
            tick.setChecked(on)
            tick.blockSignals(False)

    def _make_fields(self, form: UserForm) -> None:
        if self.rights:
            return
        for at, (name, words, _text) in enumerate(form.limits):
            field = self.limits[name] = LabelledField(words)
            field.edit.textEdited.connect(lambda text, name=name: self._controller.set_limit(name, text))
            self._limit_grid.addWidget(field, *divmod(at, COLUMNS), Qt.AlignmentFlag.AlignTop)
        for at, (name, words, on) in enumerate(form.rights):
            tick = self.rights[name] = Check(words, checked=on)
            tick.toggled.connect(lambda on, name=name: self._controller.set_right(name, on))
            self._right_grid.addWidget(tick, *divmod(at, COLUMNS))

    def _link_card(self) -> None:
        self._controller.link_card(self.card.edit.text())

    def _new(self) -> None:
        self._controller.new()
        self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+N a new person, Ctrl+S saves, arrows walk through the people, Esc goes back."""
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_N and ctrl:
            self._new()
        elif event.key() == Qt.Key.Key_S and ctrl:
            self._controller.save()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._controller.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self._controller.left.emit()
        else:
            super().keyPressEvent(event)


def _topped(field: QWidget) -> QVBoxLayout:
    """The field at the top of its place, so that labels stand in one line whatever is said below them."""
    return layout.column(None, field, None, gap=0)


def _scrolled(board: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(board)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    return area
