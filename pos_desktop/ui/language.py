"""Switches the language of the open window."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from pos_desktop.wording import set_language


def switch_language(app: QApplication, language: str) -> None:
    """Write everything from now on in "vi" or "en"; every widget hears of it as `QEvent.LanguageChange`.

    Texts that came with a view are the controllers' to send again.
    """
    set_language(language)
    for window in app.topLevelWidgets():
        if isValid(window):  # what hears of it may end another
            app.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
