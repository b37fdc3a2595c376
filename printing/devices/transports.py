"""Opens the line to a printer named by a URI: own sockets and files here, other devices through python-escpos."""

import os
import select
import socket
import stat
import time
from contextlib import suppress

from printing.devices import drivers
from printing.devices.address import BadPrinterUri, FilePath, Nowhere, Tcp, parse_uri
from printing.devices.line import BYTES_PER_SECOND, HUNG_UP, PrinterCut, PrinterUnreachable, Transport

__all__ = ["BadPrinterUri", "PrinterCut", "PrinterUnreachable", "Transport", "open_transport"]

CONNECT_SECONDS = 1.0
IDLE_SECONDS = 2.0
PIECE_BYTES = 1024
READ_BYTES = 64
LINGER_SECONDS = 2.0
"""How long a printer that has spoken may take to hang up after us, beyond the time for its paper."""

QUIET_SECONDS = 0.3
DRAIN_BYTES = 65_536


def open_transport(uri: str) -> Transport:
    """Open the line that `uri` names; BadPrinterUri, PrinterUnreachable."""
    match parse_uri(uri):
        case Tcp(host, port):
            return TcpTransport(host, port)
        case FilePath(path):
            return FileTransport(path)
        case Nowhere():
            return NoTransport()
        case address:
            return drivers.open_device(address)


class TcpTransport:
    """A raw TCP line, usually port 9100."""

    can_answer = True

    def __init__(self, host: str, port: int, connect: float = CONNECT_SECONDS, idle: float = IDLE_SECONDS) -> None:
        self._idle = idle
        self._sent, self._has_spoken = 0, False
        try:
            self._socket = socket.create_connection((host, port), timeout=connect)
        except (OSError, UnicodeError) as error:
            raise PrinterUnreachable(str(error)) from error
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def write(self, payload: bytes) -> None:
        view, sent = memoryview(payload), 0
        self._socket.settimeout(self._idle)
        while sent < len(view):
            try:
                sent += self._socket.send(view[sent : sent + PIECE_BYTES])
            except OSError as error:
                raise PrinterCut(sent, str(error)) from error
        self._sent += sent

    def read(self, timeout: float) -> bytes:
        self._socket.settimeout(max(timeout, 0.001))
        try:
            answer = self._socket.recv(READ_BYTES)
        except TimeoutError:
            return b""
        except OSError as error:
            raise PrinterCut(0, str(error)) from error
        if not answer:
            raise PrinterCut(0, HUNG_UP)
        self._has_spoken = True
        return answer

    def close(self) -> None:
        try:
            self._socket.shutdown(socket.SHUT_WR)
            self._hear_out()
        except OSError as error:
            raise PrinterCut(0, str(error)) from error
        finally:
            self._socket.close()

    def _hear_out(self) -> None:
        """A line closed over unread input is reset, and the end of the receipt is lost with it: read to the end."""
        deadline = time.monotonic() + LINGER_SECONDS + self._sent / BYTES_PER_SECOND
        with suppress(TimeoutError, BlockingIOError):
            while (left := deadline - time.monotonic()) > 0:
                self._socket.settimeout(min(left, QUIET_SECONDS) if self._has_spoken else 0.0)
                if not self._socket.recv(DRAIN_BYTES):
                    return
                self._has_spoken = True


class FileTransport:
    """Appends to a file, or writes to a device node or pipe that somebody reads."""

    can_answer = False

    def __init__(self, path: str, idle: float = IDLE_SECONDS) -> None:
        self._idle = idle
        # O_NONBLOCK: a pipe that nobody reads must not hang the worker.
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        try:
            self._file = os.open(path, flags, 0o600)
        except (OSError, ValueError) as error:
            raise PrinterUnreachable(str(error)) from error
        self._plain = stat.S_ISREG(os.fstat(self._file).st_mode)

    def write(self, payload: bytes) -> None:
        view, sent = memoryview(payload), 0
        deadline = time.monotonic() + self._idle
        while sent < len(view):
            try:
                self._await_room(deadline)
                sent += os.write(self._file, view[sent : sent + PIECE_BYTES])
            except BlockingIOError:
                continue
            except OSError as error:
                raise PrinterCut(sent, str(error)) from error
            deadline = time.monotonic() + self._idle

    def _await_room(self, deadline: float) -> None:
        # Plain files always have room, and Windows can only select on sockets.
        if self._plain or os.name == "nt":
            return
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([], [self._file], [], left)[1]:
            raise TimeoutError("printer takes no more")

    def read(self, timeout: float) -> bytes:
        return b""

    def close(self) -> None:
        os.close(self._file)


class NoTransport:
    """`none`: a till without a printer; everything is taken and nothing printed."""

    can_answer = False

    def write(self, payload: bytes) -> None:
        pass

    def read(self, timeout: float) -> bytes:
        return b""

    def close(self) -> None:
        pass
