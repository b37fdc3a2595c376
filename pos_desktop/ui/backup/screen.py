"""«Sao lưu»: the backups at the left, how they are doing and what can be done at the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QScroller, QVBoxLayout, QWidget

from pos_desktop.ui import layout
from pos_desktop.ui.backup.controller import BackupController
from pos_desktop.ui.backup.questions import PassphraseQuestion, RestoreQuestion
from pos_desktop.ui.backup.rows import BackupList
from pos_desktop.ui.backup.sheet import QuestionSheet
from pos_desktop.ui.backup.view import BackupsView, Line
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.widgets.button import Button, icon_button, on_click
from pos_desktop.ui.widgets.empty import EmptyBlock
from pos_desktop.ui.widgets.labels import Cut, Picture, Text, rule
from pos_desktop.ui.widgets.member import ProgressBar
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.wording import _

RIGHT_WIDTH = 460


class BackupScreen(Dressed, QWidget):
    """Shows a `BackupsView`. Decides nothing.

    Attributes: `back`, `make`, `stop`, `trial`, `passphrase`, `restore`, `main_folder`, `second_folder`, `no_second`,
    `other_file` (buttons), `list`, `passphrase_sheet`, `restore_sheet`.
    """

    def __init__(
        self, controller: BackupController, passphrase: PassphraseQuestion, restoring: RestoreQuestion
    ) -> None:
        super().__init__()
        self._controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.back, self._title = icon_button("arrow-left", ""), Cut(role="heading", weight="medium")
        self.list, self._empty = BackupList(), EmptyBlock()
        self.make = Button(kind="primary", icon="download", hint="Ctrl+S")
        self.stop, self._bar = Button(icon="x"), ProgressBar(name=_("Tiến độ"))
        self._status = Text(wrap=True, tone=Tone.MUTED)
        self.passphrase, self.trial = Button(icon="lock"), Button(icon="refresh-cw")
        self.main_folder, self.second_folder, self.no_second = Button(), Button(), Button(kind="ghost")
        self._main, self._second = Text(wrap=True), Text(wrap=True)
        self._chosen, self._details = Text(weight="medium"), Text(wrap=True, role="small", tone=Tone.MUTED)
        self.restore, self.other_file = Button(kind="ghost-danger", icon="rotate-ccw"), Button(kind="ghost")
        self._lines: QVBoxLayout = layout.column(None, gap=10)
        self._line_rows: list[QWidget] = []
        self._lay_out()
        self._connect()
        self.passphrase_sheet = QuestionSheet(self, passphrase)
        self.restore_sheet = QuestionSheet(self, restoring)
        self.retranslate()

    def _lay_out(self) -> None:
        left = QWidget()
        head = layout.row(None, self.back, (self._title, 1), self.make, gap=8)
        self._running = QWidget()
        layout.row(self._running, (self._bar, 1), self.stop, gap=16)
        layout.column(
            left, head, self._status, self._running, (self.list, 1), (self._empty, 1), gap=10,
        )  # fmt: skip
        board = QWidget()
        board.setProperty("plain", True)
        deeds = layout.row(None, self.passphrase, self.trial, None, gap=12)
        seconds = layout.row(None, self.second_folder, self.no_second, None, gap=12)
        mains = layout.row(None, self.main_folder, None, gap=12)
        self._picked = QWidget()
        layout.column(self._picked, rule(), self._chosen, self._details, gap=10)
        wanted = layout.row(None, self.restore, self.other_file, None, gap=12)
        layout.column(
            board, self._lines, deeds, rule(), self._main, mains, self._second, seconds, self._picked, wanted, None,
            gap=12, pad=(0, 0, 12, 0),
        )  # fmt: skip
        card = layout.sized(QWidget(), width=RIGHT_WIDTH)
        card.setProperty("card", True)
        layout.column(card, (_scrolled(board), 1), pad=(20, 16, 8, 12))
        layout.row(self, (left, 1), card, gap=12, pad=(12, 10, 12, 10))

    def _connect(self) -> None:
        controller = self._controller
        controller.changed.connect(self.show_view)
        self.list.chosen.connect(controller.choose)
        self.list.opened.connect(controller.want_restore)
        on_click(
            (self.back, controller.left.emit), (self.make, controller.make), (self.stop, controller.stop),
            (self.passphrase, controller.want_passphrase), (self.trial, controller.try_newest),
            (self.restore, controller.want_restore), (self.main_folder, controller.choose_main_folder),
            (self.other_file, controller.want_other_file),
            (self.second_folder, controller.choose_second_folder), (self.no_second, controller.no_second_folder),
        )  # fmt: skip

    def retranslate(self) -> None:
        """Take up a new language."""
        if not hasattr(self, "restore_sheet"):
            return
        self.setAccessibleName(_("Sao lưu"))
        self._title.show_text(_("Sao lưu"))
        self.back.show_text("", name=_("Quay lại"))
        self.make.show_text(_("Sao lưu ngay"))
        self.stop.show_text(_("Dừng"))
        self.trial.show_text(_("Thử ngay"))
        self.restore.show_text(_("Khôi phục bản này"))
        self.other_file.show_text(_("Khôi phục từ tệp khác"))
        self.main_folder.show_text(_("Chọn thư mục"))
        self.second_folder.show_text(_("Chọn nơi cất bản thứ hai"))
        self.no_second.show_text(_("Bỏ"))
        self.show_view(self._controller.view)

    def show_view(self, view: BackupsView) -> None:
        """Show another state."""
        self.list.show_rows(view.rows, view.chosen, has_more=False)
        self.list.setVisible(bool(view.rows))
        self._empty.setVisible(view.empty is not None)
        if view.empty is not None:
            self._empty.show_view(view.empty)
        running = view.progress is not None
        self._running.setVisible(running)
        self._bar.show_parts(view.progress or 0)
        self._status.setText(view.status)
        self._status.setVisible(bool(view.status))
        for button in (self.make, self.trial, self.restore, self.other_file):
            button.setEnabled(not running)
        self._show_right(view)

    def _show_right(self, view: BackupsView) -> None:
        self._show_lines(view.lines)
        self.passphrase.show_text(view.passphrase_verb)
        self.passphrase.setVisible(view.may_own)
        self.trial.setVisible(bool(view.rows))
        self._main.setText(_("Bản sao lưu nằm ở {path}").format(path=view.folder))
        second = _("Bản thứ hai được cất ở {path}").format(path=view.second)
        self._second.setText(second if view.second else _("Chưa có bản thứ hai ở ổ đĩa khác hay USB."))
        self.no_second.setVisible(bool(view.second))
        self._picked.setVisible(view.chosen is not None)
        self._chosen.setText(view.chosen_title)
        self._details.setText(view.chosen_text)
        self.restore.setVisible(view.may_own and view.chosen is not None)
        self.other_file.setVisible(view.may_own)

    def _show_lines(self, lines: tuple[Line, ...]) -> None:
        for old in self._line_rows:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._line_rows = [_line(line) for line in lines]
        for row in self._line_rows:
            self._lines.addWidget(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S backs up, arrows walk through the list, Enter restores the chosen one, Esc goes back."""
        key, ctrl = event.key(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_S and ctrl:
            self._controller.make()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._controller.want_restore()
        elif key == Qt.Key.Key_Escape:
            self._controller.left.emit()
        else:
            super().keyPressEvent(event)


def _line(line: Line) -> QWidget:
    """An icon and words."""
    row = QWidget()
    icon, colour = ("circle-check", "pay") if line.is_well else ("triangle-alert", "warn")
    text = Text(line.text, role="small", tone=Tone.MUTED, wrap=True)
    words = layout.column(None, Text(line.title, weight="medium"), text, gap=2)
    layout.row(row, Picture(icon, size=24, colour=colour), (words, 1), gap=10)
    row.setAccessibleName(f"{line.title}: {line.text}")
    return row


def _scrolled(board: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(board)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    return area
