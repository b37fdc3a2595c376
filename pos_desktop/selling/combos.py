"""Which pieces fill a combo: one for every slot, as dear as they can be."""

from collections import Counter
from collections.abc import Callable

from pos_desktop.selling.pieces import Basket, Piece

Fits = Callable[[Piece], tuple[int, ...]]


def best_round(fits: Fits, stock: Basket, slots: int) -> Counter[Piece]:
    """The dearest pieces that fill the slots of one combo; fewer than `slots` when it cannot be filled.

    Dearest first, each seated if the others can move up for it: sets that can be seated are a matroid, in which
    this greedy way finds the dearest of all and fills as many slots as can be filled.
    """
    seated: dict[int, Piece] = {}
    for piece in sorted(stock, key=lambda each: (-each.left, each.line, each.is_used)):
        for _ in range(min(stock[piece], slots)):
            if len(seated) == slots:
                return Counter(seated.values())
            if not _seat(piece, fits, seated, set()):
                break
    return Counter(seated.values())


def _seat(piece: Piece, fits: Fits, seated: dict[int, Piece], tried: set[int]) -> bool:
    """Give the piece a slot, moving others to another of theirs where that helps."""
    for slot in fits(piece):
        if slot in tried:
            continue
        tried.add(slot)
        if slot not in seated or _seat(seated[slot], fits, seated, tried):
            seated[slot] = piece
            return True
    return False
