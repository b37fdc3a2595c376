"""Short tones for what the eye may miss; made by formula, played by whatever player the machine has."""

import math
import shutil
import struct
import sys
import tempfile
import wave
from io import BytesIO
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QProcess
from PySide6.QtWidgets import QApplication

RATE: Final = 22_050
VOLUME: Final = 0.35
EDGE_SECONDS: Final = 0.006  # a tone that starts or ends at once clicks
# name: (hertz, milliseconds) in turn; 0 hertz is silence
TONES: Final = {
    "item": ((880, 60),),
    "member": ((660, 70), (990, 70)),
    "error": ((220, 250), (0, 60), (220, 250)),
    "paid": ((523, 100), (659, 100), (784, 100)),
}
_PLAYERS: Final = (("afplay", ()), ("paplay", ()), ("aplay", ("-q",)))


def tone(name: str, percent: int = 100) -> bytes:
    """Give a sound of `TONES` as a WAV file, mono, 16 bits, at so many percent of the full volume."""
    samples = [sample * percent // 100 for hertz, ms in TONES[name] for sample in _wave(hertz, ms)]
    file = BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return file.getvalue()


def _wave(hertz: int, ms: int) -> list[int]:
    count = RATE * ms // 1000
    edge = RATE * EDGE_SECONDS
    loudness = [min(1.0, at / edge, (count - at) / edge) * VOLUME * 32767 for at in range(count)]
    return [round(loud * math.sin(2 * math.pi * hertz * at / RATE)) for at, loud in enumerate(loudness)]


class Sounds(QObject):
    """Plays tones beside the window; a till without a player beeps, one without a screen is silent."""

    def __init__(self, *, on: bool, volume: int = 100, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.use(on=on, volume=volume)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        found = ((shutil.which(name), words) for name, words in _PLAYERS)
        self._player = next(((command, words) for command, words in found if command), None)

    def use(self, *, on: bool, volume: int) -> None:
        """Be loud or not, from now on; `volume` in percent."""
        self.on = on and volume > 0 and QApplication.platformName() not in ("offscreen", "minimal")
        self.volume = volume

    def play(self, name: str) -> None:
        """Play one sound of `TONES`; returns at once."""
        if not self.on or name not in TONES:
            return
        if sys.platform == "win32":
            import winsound

            winsound.PlaySound(str(self._file(name)), winsound.SND_FILENAME | winsound.SND_ASYNC)
        elif self._player:
            command, words = self._player
            QProcess.startDetached(command, [*words, str(self._file(name))])
        else:
            QApplication.beep()

    def _file(self, name: str) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="khach-quen-")
        path = Path(self._folder.name) / f"{name}-{self.volume}.wav"
        if not path.exists():
            path.write_bytes(tone(name, self.volume))
        return path
