"""Lines to USB, serial, CUPS and Windows printers, carried by python-escpos."""

import errno
from collections.abc import Callable
from typing import Any

from printing.devices.address import Cups, Serial, Usb, Win32
from printing.devices.escpos_door import printers
from printing.devices.line import PrinterCut, PrinterUnreachable, Transport

IDLE_SECONDS = 2.0
PIECE_BYTES = 1024
READ_BYTES = 64
JOB_NAME = "receipt"


def open_device(address: Usb | Serial | Cups | Win32) -> Transport:
    """Open the device that `address` names; PrinterUnreachable."""
    match address:
        case Usb():
            return _usb(address)
        case Serial():
            return _serial(address)
        case Cups(name):
            return _queue("LP", name)
        case Win32(name):
            return _queue("Win32Raw", name)


class DeviceTransport:
    """An open python-escpos printer used as a plain line; `reader` takes seconds, None means it never answers."""

    def __init__(
        self,
        device: Any,
        reader: Callable[[float], bytes] | None = None,
        failed: Callable[[], bool] = lambda: False,
    ) -> None:
        self._device = device
        self._reader = reader
        self._failed = failed

    @property
    def can_answer(self) -> bool:
        return self._reader is not None

    def write(self, payload: bytes) -> None:
        for start in range(0, len(payload), PIECE_BYTES):
            try:
                self._device._raw(payload[start : start + PIECE_BYTES])
            except Exception as error:  # each driver has its own family of errors
                # The broken piece may have left in part: claim a byte, so that it is never sent again unasked.
                raise PrinterCut(start + 1, str(error)) from error

    def read(self, timeout: float) -> bytes:
        if self._reader is None:
            return b""
        try:
            return self._reader(timeout)
        except TimeoutError:
            return b""
        except Exception as error:
            raise PrinterCut(0, str(error)) from error

    def close(self) -> None:
        try:
            self._device.close()
        except Exception as error:
            raise PrinterCut(0, str(error)) from error
        if self._failed():
            raise PrinterCut(0, "the print system refused the job")


def _opened(make: Callable[[], Any], **options: Any) -> Any:
    try:
        device = make()
        device.open(**options)
    except Exception as error:  # drivers, missing programs and assertions alike mean: no printer there
        raise PrinterUnreachable(str(error)) from error
    return device


def _usb(address: Usb) -> Transport:
    def make() -> Any:
        return printers().Usb(
            address.vendor,
            address.product,
            usb_args=usb_backend(),
            timeout=int(IDLE_SECONDS * 1000),
            in_ep=address.in_endpoint,
            out_ep=address.out_endpoint,
            profile="default",
        )

    device = _opened(make)

    def read(timeout: float) -> bytes:
        try:
            # 0 would mean "wait for ever" to libusb.
            return bytes(device.device.read(address.in_endpoint, READ_BYTES, max(int(timeout * 1000), 1)))
        except OSError as error:
            if error.errno == errno.ETIMEDOUT:
                return b""
            raise

    return DeviceTransport(device, read if _has_end(device.device, address.in_endpoint) else None)


def _has_end(device: Any, endpoint: int) -> bool:
    """Whether there is such an endpoint: one-way printers have none to read from. Who cannot tell is tried."""
    try:
        return any(end.bEndpointAddress == endpoint for part in device.get_active_configuration() for end in part)
    except Exception:
        return True


def usb_backend() -> dict[str, Any]:
    """libusb from its wheel, because Windows and macOS bring none."""
    try:
        import libusb_package
    except ImportError:
        return {}
    backend = libusb_package.get_libusb1_backend()
    return {"backend": backend} if backend else {}


def _serial(address: Serial) -> Transport:
    device = _opened(lambda: printers().Serial(address.device, baudrate=address.baud, profile="default"))
    port = device.device
    port.write_timeout = IDLE_SECONDS

    def read(timeout: float) -> bytes:
        port.timeout = timeout
        return bytes(port.read(max(1, min(port.in_waiting, READ_BYTES))))

    return DeviceTransport(device, read)


def _queue(kind: str, name: str) -> Transport:
    """CUPS and the Windows spooler: "done" only means that the bytes left, so they never answer."""
    device = _opened(lambda: getattr(printers(), kind)(name, profile="default"), job_name=JOB_NAME)
    process = device.device
    return DeviceTransport(device, failed=lambda: bool(getattr(process, "returncode", 0)))
