"""Text fields as the scan filter sees them: which widget one is, and how to give back what it held before a scan."""

import shiboken6
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

Edit = QLineEdit | QPlainTextEdit | QTextEdit


def text_field(widget: QWidget) -> Edit | None:
    """Give the editable text that keys sent to this widget go into, or None."""
    if isinstance(widget, QAbstractSpinBox):
        return widget.findChild(QLineEdit)
    if isinstance(widget, QComboBox):
        return widget.lineEdit()
    if isinstance(widget, Edit) and not widget.isReadOnly():
        return widget
    return None


class FieldMemory:
    """Text, cursor and selection of a field at the moment when a burst began."""

    def __init__(self, edit: Edit) -> None:
        self.edit = edit
        if isinstance(edit, QLineEdit):
            self._text = edit.text()
            self._cursor = edit.cursorPosition()
            self._selection = (edit.selectionStart(), len(edit.selectedText()))
        else:
            self._text = edit.toPlainText()
            cursor = edit.textCursor()
            self._cursor, self._selection = cursor.position(), (cursor.anchor(), 0)

    @property
    def is_alive(self) -> bool:
        """Whether the field still exists."""
        return shiboken6.isValid(self.edit)

    def is_of(self, edit: QWidget) -> bool:
        """Whether this remembers the given field."""
        return self.edit is edit

    def restore(self) -> None:
        """Put the field back as it was; listeners of `textChanged` hear of it."""
        if isinstance(self.edit, QLineEdit):
            self._restore_line(self.edit)
        else:
            self._restore_text(self.edit)

    def _restore_line(self, edit: QLineEdit) -> None:
        edit.setText(self._text)
        edit.setCursorPosition(self._cursor)
        start, length = self._selection
        if start >= 0 and length:
            # The cursor stands at the end of a selection, or at its start when it was drawn backwards.
            backwards = self._cursor == start
            edit.setSelection(start + length if backwards else start, -length if backwards else length)

    def _restore_text(self, edit: QPlainTextEdit | QTextEdit) -> None:
        edit.setPlainText(self._text)
        cursor = edit.textCursor()
        cursor.setPosition(self._selection[0])
        cursor.setPosition(self._cursor, cursor.MoveMode.KeepAnchor)
        edit.setTextCursor(cursor)
