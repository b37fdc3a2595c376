"""One window at a time on a data folder: a second start brings the first window to the front."""

import hashlib
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from pos_desktop.core.errors import EnvironmentProblem, Trouble

FILE_NAME: Final = "window.lock"
PATIENCE_MS: Final = 1000
CALL: Final = b"show\n"


class WindowLock(QObject):
    """Held as long as the window lives. Signals: `called()` when a second start asks us to come to the front."""

    called = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._name = "khach-quen-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:20]
        self._file = QLockFile(str(folder / FILE_NAME))
        self._file.setStaleLockTime(0)  # only a dead process gives its lock up, never a slow one
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def take(self) -> bool:
        """Take the lock; False when another window has it.

        Raises:
            EnvironmentProblem: FOLDER_UNUSABLE when no lock can be made there.
        """
        if self._file.tryLock(0):
            QLocalServer.removeServer(self._name)  # left behind by a process that died
            self._server.listen(self._name)
            return True
        if self._file.error() is QLockFile.LockError.LockFailedError:
            return False
        raise EnvironmentProblem(Trouble.FOLDER_UNUSABLE, path=str(self._folder))

    def call_other(self) -> bool:
        """Ask the window that has the lock to come to the front; False when it does not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(PATIENCE_MS):
            return False
        socket.write(CALL)
        heard = socket.waitForBytesWritten(PATIENCE_MS) or not socket.bytesToWrite()
        socket.disconnectFromServer()
        return heard

    def release(self) -> None:
        """Let the next window in."""
        self._server.close()
        self._file.unlock()

    def _answer(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            self.called.emit()
