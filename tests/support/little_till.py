"""The smallest window on which a scan could go wrong."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QSpinBox, QVBoxLayout, QWidget


class LittleTill(QWidget):
    """Home root with digits for a tender, a search field, and the buttons that a stray Enter would press."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.typed, self.entered, self.paid, self.cash = "", 0, 0, 0
        self.search, self.notes, self.count = QLineEdit(), QPlainTextEdit(), QSpinBox()
        self.pay = QPushButton("Thanh toán")
        self.choice = QComboBox(editable=True)
        layout = QVBoxLayout(self)
        for widget in (self.search, self.notes, self.count, self.choice, self.pay):
            layout.addWidget(widget)
        self.pay.clicked.connect(self._pay)
        QShortcut(QKeySequence(Qt.Key.Key_F8), self, activated=self._cash)

    def _pay(self) -> None:
        self.paid += 1

    def _cash(self) -> None:
        self.cash += 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered += 1
        self.typed += event.text() if event.text().isprintable() else ""
