"""«Mẫu hoá đơn»: logo, lines and blocks at the left, the paper as it will come out at the right."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QScroller, QWidget

from pos_desktop.documents.design import MOST_LINES, Block, Lines
from pos_desktop.ui import layout
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.receipt_design.controller import DesignController
from pos_desktop.ui.receipt_design.paper import PaperView
from pos_desktop.ui.receipt_design.view import BlockView, DesignView
from pos_desktop.ui.widgets.button import Button, icon_button, on_click
from pos_desktop.ui.widgets.entry import Check
from pos_desktop.ui.widgets.labels import Cut, Text, rule
from pos_desktop.ui.widgets.paint import Dressed
from pos_desktop.ui.widgets.segments import Segments
from pos_desktop.ui.widgets.toast import ToastSlot
from pos_desktop.wording import _

LEFT_WIDTH: Final = 560
COLUMNS: Final = 2
LINE_HEIGHT: Final = 23


class LinesField(QWidget):
    """A few lines of paper to type, with a label above and what is wrong, or a hint, below.

    Attributes: `edit`. Signals: `typed(str)`.
    """

    typed = Signal(str)

    def __init__(self, most: int) -> None:
        super().__init__()
        self._label = Text(role="small", weight="medium")
        self._below = Text(role="cap", tone=Tone.MUTED, wrap=True)
        self._hint = ""
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        layout.sized(self.edit, height=min(most, 3) * LINE_HEIGHT + 22)
        layout.column(self, self._label, self.edit, self._below, gap=4)
        # also what a scan restores, which no key typed
        self.edit.textChanged.connect(lambda: self.typed.emit(self.edit.toPlainText()))

    def show_texts(self, label: str, hint: str) -> None:
        """Name it."""
        self._label.setText(label)
        self._hint = hint
        self.edit.setAccessibleName(label)

    def show_text(self, text: str, error: str, ghost: str = "") -> None:
        """Show what is typed, and what is wrong with it."""
        if self.edit.toPlainText() != text:
            self.edit.blockSignals(True)
            self.edit.setPlainText(text)
            self.edit.blockSignals(False)
        self.edit.setPlaceholderText(ghost)
        self.edit.setAccessibleDescription(error)
        self._below.setText(error or self._hint)
        self._below.show_tone(Tone.DANGER if error else Tone.MUTED)


class DesignScreen(Dressed, QWidget):
    """Shows a `DesignView` and its paper. Decides nothing.

    Attributes: `back`, `save`, `reset`, `logo`, `no_logo`, `trial` (buttons), `fields` by `Lines`, `checks` by `Block`,
    `widths`, `languages`, `customers` (Segments), `paper`, and `toasts`, where messages have room, below the paper.
    """

    def __init__(self, controller: DesignController) -> None:
        super().__init__()
        self._controller = controller
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.back, self.save = icon_button("arrow-left", ""), Button(kind="primary", icon="check", hint="Ctrl+S")
        self.reset, self.trial = Button(kind="ghost"), Button(kind="secondary", icon="printer", hint="Ctrl+P")
        self.logo, self.no_logo = Button(kind="secondary", icon="store"), Button(kind="ghost-danger")
        self._title, self._error = Cut(role="heading", weight="medium"), Text(tone=Tone.DANGER, wrap=True)
        self._logo_label, self._logo_hint = Text(role="small", weight="medium"), Text(role="cap", wrap=True)
        self._blocks_label = Text(role="small", weight="medium")
        self._blocks_hint = Text(role="cap", tone=Tone.MUTED, wrap=True)
        self.fields = {where: LinesField(MOST_LINES[where]) for where in Lines}
        self.checks = {block: Check("") for block in Block}
        self.widths, self.languages, self.customers = Segments(), Segments(), Segments()
        self.paper, self.toasts = PaperView(), ToastSlot()
        layout.row(self, self._build_form(), (self._build_sight(), 1), gap=12, pad=(12, 10, 12, 10))
        self._connect(controller)
        self.retranslate()

    def _build_form(self) -> QWidget:
        form, board, grid = QWidget(), QWidget(), QWidget()
        form.setProperty("card", True)
        form.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for plain in (board, grid):
            plain.setProperty("plain", True)
        checks = layout.grid(grid, gap=2)
        for at, check in enumerate(self.checks.values()):
            checks.addWidget(check, *divmod(at, COLUMNS))
        layout.column(
            board, self._logo_label, layout.row(None, self.logo, self.no_logo, None, gap=8), self._logo_hint,
            *self.fields.values(), rule(), self._blocks_label, grid, self._blocks_hint, None, gap=10, pad=(0, 0, 12, 0),
        )  # fmt: skip
        head = layout.row(None, self.back, (self._title, 1), self.reset, self.save, gap=8)
        layout.column(form, head, self._error, (_scrolled(board), 1), gap=10, pad=(12, 12, 8, 12))
        return layout.sized(form, width=LEFT_WIDTH)

    def _build_sight(self) -> QWidget:
        sight, board = QWidget(), QWidget()
        board.setProperty("plain", True)
        layout.column(board, self.paper, None, gap=0)
        layout.column(
            sight, layout.row(None, self.widths, None, self.trial, gap=8),
            layout.row(None, self.languages, None, self.customers, gap=8), (_scrolled(board), 1), self.toasts, gap=8,
        )  # fmt: skip
        return sight

    def _connect(self, controller: DesignController) -> None:
        controller.changed.connect(self.show_view)
        controller.drawn.connect(self.paper.show_paper)
        for where, field in self.fields.items():
            field.typed.connect(lambda text, where=where: controller.write(where, text))
        for block, check in self.checks.items():
            check.toggled.connect(lambda on, block=block: controller.show_block(block, on=on))
        self.widths.chosen.connect(lambda width: controller.look(width=width))
        self.languages.chosen.connect(lambda language: controller.look(language=language))
        self.customers.chosen.connect(lambda is_guest: controller.look(is_guest=is_guest))
        on_click(
            (self.save, controller.save), (self.reset, controller.reset), (self.trial, controller.try_printer),
            (self.no_logo, controller.drop_logo), (self.back, controller.left.emit),
        )  # fmt: skip

    def retranslate(self) -> None:
        """Take up a new language; the controller tells the rest."""
        if not hasattr(self, "paper"):
            return
        self.setAccessibleName(_("Mẫu hoá đơn"))
        self._title.show_text(_("Mẫu hoá đơn"))
        self.back.show_text("", name=_("Quay lại"))
        self.save.show_text(_("Lưu"))
        self.reset.show_text(_("Về mặc định"))
        self.trial.show_text(_("In thử"))
        self.no_logo.show_text(_("Bỏ logo"))
        self._logo_label.setText(_("Logo"))
        self.fields[Lines.HEADER].show_texts(_("Dòng dưới tên cửa hàng"), _("Nhiều nhất {most} dòng.").format(most=4))
        self.fields[Lines.PROMOTION].show_texts(_("Lời mời, khuyến mãi"), _("In phía trên mã QR, nhiều nhất 3 dòng."))
        self.fields[Lines.FOOTER].show_texts(_("Lời ở cuối hoá đơn"), _("Để trống thì in lời ghi ở mục Cửa hàng."))
        self._blocks_label.setText(_("In những phần nào"))
        self._blocks_hint.setText(_("Tên cửa hàng, số, ngày, món, tiền, mã số thuế và các dấu luôn được in."))
        self.paper.setAccessibleName(_("Hoá đơn thử trên giấy"))
        self.show_view(self._controller.view)

    def show_view(self, view: DesignView) -> None:
        """Show another state; what is being typed stays as it is."""
        for where, field in self.fields.items():
            ghost = view.footer_now if where is Lines.FOOTER else ""
            field.show_text(view.texts[where], view.text_errors[where], ghost)
        for block in view.blocks:
            _show_block(self.checks[block.block], block)
        self._show_logo(view)
        self.widths.show_views(view.widths, view.sight.width)
        self.languages.show_views(view.languages, view.sight.language)
        self.customers.show_views(view.customers, view.sight.is_guest)
        self._error.setText(view.error)
        self._error.setVisible(bool(view.error))
        self.save.setEnabled(view.can_save)
        self.save.set_busy(view.busy)
        self.reset.setEnabled(view.can_reset)
        self.trial.setEnabled(view.can_try)
        self.trial.set_busy(view.trying)

    def _show_logo(self, view: DesignView) -> None:
        self.logo.show_text(_("Đổi logo") if view.has_logo else _("Chọn logo"))
        self.logo.set_busy(view.taking)
        self.no_logo.setVisible(view.has_logo)
        self._logo_hint.setText(view.logo_error or _("Ảnh PNG, JPEG hay WebP; in đen trắng, rộng nhất 50 mm."))
        self._logo_hint.show_tone(Tone.DANGER if view.logo_error else Tone.MUTED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+S saves, Ctrl+P prints on trial, Esc goes back."""
        ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_S and ctrl:
            self._controller.save()
        elif event.key() == Qt.Key.Key_P and ctrl:
            self._controller.try_printer()
        elif event.key() == Qt.Key.Key_Escape:
            self._controller.left.emit()
        else:
            super().keyPressEvent(event)


def _show_block(check: Check, view: BlockView) -> None:
    check.blockSignals(True)
    check.setText(view.words)
    check.setAccessibleName(view.words)
    check.setChecked(view.is_on)
    check.setEnabled(view.enabled)
    check.blockSignals(False)


def _scrolled(board: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(board)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    return area
