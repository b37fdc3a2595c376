"""The paper of the virtual printer: pieces below each other, the newest at the bottom, drawn as far as one sees."""

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScroller

from pos_desktop.ui import theme
from pos_desktop.ui.models.views import Tone
from pos_desktop.ui.virtual_printer.view import EdgeView, NoteView, PaperPart, StripView
from pos_desktop.ui.widgets.labels import colour_of
from pos_desktop.ui.widgets.paint import CENTRE, Dressed, box, write

MOST_PIECES: Final = 100
MOST_BYTES: Final = 64 * 1024 * 1024
MARGIN, GAP, NOTE_HEIGHT, NOTE_WIDTH, TOOTH = 24, 14, 34, 576, 8
_WHITE, _BLACK = 0xFFFFFFFF, 0xFF15181D


@dataclass
class _Piece:
    """Paper up to its edge; `edge` is "" while it grows. `size` is in dots, `bytes_` what it holds."""

    strips: list[tuple[int, QImage]] = field(default_factory=list)
    size: tuple[int, int] = (0, 0)
    bytes_: int = 0
    edge: str = ""
    top: int = 0
    height: int = 0


@dataclass
class _Note:
    view: NoteView
    top: int = 0
    height: int = 0


class PaperRoll(Dressed, QAbstractScrollArea):
    """Shows parts as they come, and keeps the last ones. Attributes: `pieces`, how many pieces of paper it holds."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[_Piece | _Note] = []
        self._notes: list[_Note] = []
        self._hint = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    @property
    def pieces(self) -> int:
        return sum(isinstance(block, _Piece) for block in self._blocks)

    @property
    def texts(self) -> list[str]:
        """The notes, from the top."""
        return [block.view.text for block in (*self._blocks, *self._notes) if isinstance(block, _Note)]

    @property
    def edges(self) -> list[str]:
        """How each piece ends: `cut`, `torn`, or "" while it still grows."""
        return [block.edge for block in self._blocks if isinstance(block, _Piece)]

    @property
    def dots(self) -> int:
        """How many rows of dots are on show."""
        return sum(block.size[1] for block in self._blocks if isinstance(block, _Piece))

    def sizeHint(self) -> QSize:
        """Room for the widest paper."""
        return QSize(theme.current().px(576 + 2 * MARGIN), theme.current().px(400))

    def minimumSizeHint(self) -> QSize:
        """Paper may be drawn smaller than it is."""
        return QSize(theme.current().px(300), theme.current().px(200))

    def show_hint(self, hint: str) -> None:
        """What stands there while there is no paper."""
        self._hint = hint
        self.setAccessibleName(hint)
        self.viewport().update()

    def add(self, parts: tuple[PaperPart, ...]) -> None:
        """Let more come out."""
        for part in parts:
            match part:
                case StripView():
                    self._grow(part)
                case EdgeView(torn):
                    self._end(torn)
                case NoteView():
                    self._note(part)
        self._forget()
        self._place()

    def clear(self) -> None:
        """Throw everything away."""
        self._blocks, self._notes = [], []
        self._place()

    # what is kept

    def _growing(self) -> _Piece | None:
        last = self._blocks[-1] if self._blocks else None
        return last if isinstance(last, _Piece) and not last.edge else None

    def _grow(self, strip: StripView) -> None:
        piece = self._growing()
        if piece is None:
            piece = _Piece()
            self._blocks.append(piece)
        image = QImage(strip.dots, strip.width, strip.height, strip.width // 8, QImage.Format.Format_Mono)
        image.setColorTable([_WHITE, _BLACK])
        piece.strips.append((piece.size[1], image.copy()))  # the bytes are not ours
        piece.size = max(piece.size[0], strip.width), piece.size[1] + strip.height
        piece.bytes_ += len(strip.dots)

    def _end(self, torn: bool) -> None:
        if (piece := self._growing()) is not None:
            piece.edge = "torn" if torn else "cut"
        self._blocks += self._notes
        self._notes = []

    def _note(self, view: NoteView) -> None:
        """A note in the middle of a piece stands below it."""
        (self._notes if self._growing() else self._blocks).append(_Note(view))

    def _forget(self) -> None:
        """Keep no more than there is room for; the last piece stays, however large."""
        bytes_ = sum(block.bytes_ for block in self._blocks if isinstance(block, _Piece))
        while len(self._blocks) > 1 and (self.pieces > MOST_PIECES or len(self._blocks) > 4 * MOST_PIECES
                                         or bytes_ > MOST_BYTES):  # fmt: skip
            gone = self._blocks.pop(0)
            bytes_ -= gone.bytes_ if isinstance(gone, _Piece) else 0

    # where it stands

    def _share(self) -> float:
        """Screen pixels to a dot."""
        widest = max((block.size[0] for block in self._blocks if isinstance(block, _Piece)), default=0)
        room = self.viewport().width() - 2 * theme.current().px(MARGIN)
        return min(theme.current().scale, room / widest) if widest else 1.0

    def _place(self) -> None:
        bar, look = self.verticalScrollBar(), theme.current()
        is_at_end = bar.value() >= bar.maximum() - look.px(GAP)
        share, top = self._share(), look.px(MARGIN)
        for block in self._blocks:
            block.top = top
            block.height = round(block.size[1] * share) if isinstance(block, _Piece) else look.px(NOTE_HEIGHT)
            top += block.height + look.px(GAP)
        bar.setRange(0, max(0, top + look.px(MARGIN) - look.px(GAP) - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(look.px(60))
        if is_at_end:
            bar.setValue(bar.maximum())
        self.viewport().update()

    def restyle(self) -> None:
        """Take up another scale."""
        super().restyle()
        if hasattr(self, "_blocks"):
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the paper as wide as there is room."""
        super().resizeEvent(event)
        self._place()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in sight."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, rect = theme.current(), QRectF(self.viewport().rect())
        painter.fillRect(rect, look.colour("surface2"))
        if not self._blocks:
            write(painter, rect, self._hint, look.font("body"), look.colour("text2"), CENTRE)
        offset, share = self.verticalScrollBar().value(), self._share()
        for block in self._blocks:
            top = block.top - offset
            if top > rect.bottom() or top + block.height + look.px(TOOTH) < 0:
                continue
            if isinstance(block, _Piece):
                self._paint_piece(painter, block, top, share)
            else:
                self._paint_note(painter, block.view, top)
        painter.end()

    def _paint_piece(self, painter: QPainter, piece: _Piece, top: int, share: float) -> None:
        look = theme.current()
        width = round(piece.size[0] * share)
        left = (self.viewport().width() - width) // 2
        sheet = QRectF(left, top, width, piece.height)
        pad = look.px(6)
        painter.fillRect(sheet.adjusted(-pad, 0, pad, 0), QColor(_WHITE))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, share != 1)
        for at, image in piece.strips:
            upper, lower = top + round(at * share), top + round((at + image.height()) * share)
            if lower >= 0 and upper <= self.viewport().height():
                painter.drawImage(QRectF(left, upper, round(image.width() * share), lower - upper), image)
        self._paint_edge(painter, piece.edge, sheet.adjusted(-pad, 0, pad, 0))

    def _paint_edge(self, painter: QPainter, edge: str, sheet: QRectF) -> None:
        """A cut is a dashed line, a tear has teeth; paper that still grows has neither."""
        look = theme.current()
        if edge == "cut":
            painter.setPen(QPen(look.colour("borderStrong"), look.px(2), Qt.PenStyle.DashLine))
            painter.drawLine(sheet.bottomLeft(), sheet.bottomRight())
        elif edge == "torn":
            tooth, count = look.px(TOOTH), max(2, round(sheet.width() / look.px(2 * TOOTH)))
            step = sheet.width() / count
            points = [QPointF(sheet.left(), sheet.bottom())]
            for at in range(count):
                points.append(QPointF(sheet.left() + (at + 0.5) * step, sheet.bottom() + tooth))
                points.append(QPointF(sheet.left() + (at + 1) * step, sheet.bottom()))
            painter.setPen(QPen(look.colour("danger"), look.px(2)))
            painter.setBrush(QColor(_WHITE))
            painter.drawPolyline(QPolygonF(points))

    def _paint_note(self, painter: QPainter, view: NoteView, top: int) -> None:
        look = theme.current()
        rect = QRectF(self.viewport().rect())
        width = min(rect.width() - 2 * look.px(MARGIN), look.px(NOTE_WIDTH))
        place = QRectF((rect.width() - width) / 2, top, width, look.px(NOTE_HEIGHT))
        ground = {Tone.DANGER: "dangerSoft", Tone.WARN: "warnSoft", Tone.PAY: "paySoft"}.get(view.tone, "surface")
        box(painter, place, look.px(8), look.colour(ground))
        inner = place.adjusted(look.px(10), 0, -look.px(10), 0)
        write(painter, inner, view.text, look.font("small", theme.MEDIUM), look.colour(colour_of(view.tone)), CENTRE)
