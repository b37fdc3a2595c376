"""Language, colours and scale of the open window: applied at the start, switched live, kept in till.json."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from pos_desktop.app.settings import Settings
from pos_desktop.ui.language import switch_language
from pos_desktop.ui.theme import Theme, fitting_scale


class Look(QObject):
    """What the menu switches. Signals: `spoke()` after a switch of language: views have to be sent again.

    Attributes: `settings`, those that are kept; `in_force`, those of this start, whose command line may say otherwise.

    Args:
        keep: takes settings that a person changed, to write them.
    """

    spoke = Signal()

    def __init__(self, app: QApplication, settings: Settings, keep: Callable[[Settings], None]) -> None:
        super().__init__()
        self._app, self.settings, self.in_force, self._keep = app, settings, settings, keep
        self.theme = Theme()

    def apply(self, asked: Settings) -> None:
        """Dress the application as this start asks; it may differ from the settings that are kept."""
        self.in_force = asked
        self.theme.apply(self._app, asked.theme, self._factor(asked.scale))  # type: ignore[arg-type]
        switch_language(self._app, asked.language)

    def choose_theme(self, mode: str) -> None:
        """Switch the colours."""
        self.change(theme=mode)
        self.theme.apply(self._app, mode)  # type: ignore[arg-type]

    def choose_language(self, language: str) -> None:
        """Switch the language of everything on show."""
        self.change(language=language)
        switch_language(self._app, language)
        self.spoke.emit()

    def choose_scale(self, percent: int) -> None:
        """Make everything larger or smaller; 0 for what fits the panel."""
        self.change(scale=percent)
        self.theme.apply(self._app, scale=self._factor(percent))

    def choose_customer_display(self, choice: str) -> None:
        """Keep which screen is the customer's."""
        self.change(customer_display=choice)

    def write_customer_texts(self, words: str, code: str) -> None:
        """Keep what the customer's screen says while nobody buys."""
        self.change(customer_words=words, customer_qr=code)

    def change(self, **fields: object) -> None:
        """Keep some settings otherwise, from now on."""
        self.settings = replace(self.settings, **fields)  # type: ignore[arg-type]
        self.in_force = replace(self.in_force, **fields)  # type: ignore[arg-type]
        self._keep(self.settings)

    def _factor(self, percent: int) -> float:
        return percent / 100 if percent else self._fitting()

    def _fitting(self) -> float:
        screen = self._app.primaryScreen()
        size, millimetres = screen.size(), screen.physicalSize()
        inches = (millimetres.width() ** 2 + millimetres.height() ** 2) ** 0.5 / 25.4
        return fitting_scale(width=size.width(), height=size.height(), inches=inches)
