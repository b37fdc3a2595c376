"""A year of random days in a shop: sales, discounts, points given and used, parts and wholes back on later days."""

import atexit
import shutil
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from pos_desktop.core.errors import Rejected
from pos_desktop.selling.sale import Sale
from tests.support.shop import MANAGER, Shop, copy_of, prepare

FIRST, LAST = date(2024, 9, 1), date(2025, 8, 31)
MENU = (("PHỞ", 55_000), ("BÚN", 40_000), ("TRÀ", 25_000), ("CÀ PHÊ", 30_000))
BUSY = timedelta(days=75)
"""The end of the year has sales on every day, so that every range that is asked about has some."""


def random_year(folder: Path, seed: int = 7) -> Path:
    """A copy of the year of a seed, which is lived once in a process."""
    return copy_of(_lived(seed), folder)


@cache
def _lived(seed: int) -> Path:
    folder = Path(mkdtemp(prefix="khach-quen-year-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    prepare(folder)
    shop, chance, sales = Shop(folder, seed=seed), Random(seed), []
    day = FIRST
    while day <= LAST:
        for hour in sorted(chance.sample(range(7, 22), _busy(chance, day))):
            shop.on(f"{day} {hour:02}:{chance.randrange(60):02}")
            sales.append(_sold(shop, chance, _order(chance, sales)))
            if chance.random() < 0.15:
                _take_back(shop, chance, sales)
        day += timedelta(days=1)
    shop.close()
    return folder


def _busy(chance: Random, day: date) -> int:
    return chance.randint(2, 4) if day > LAST - BUSY else chance.choice((0, 0, 1, 2))


def _sold(shop: Shop, chance: Random, order: str) -> Sale:
    """Sell; who has points enough uses some of them now and then."""
    if "member" in order and chance.random() < 0.2:
        with suppress(Rejected):
            return shop.sold(f"{order}; redeem 50")
    return shop.sold(order)


def _order(chance: Random, sales: list) -> str:
    """An order of one to three lines, to a guest or to one of ever more members."""
    picked = chance.sample(MENU, chance.randint(1, 3))
    off = ["" if chance.random() < 0.9 else " -10%" for _line in picked]
    lines = [
        f"{chance.randint(1, 3)} x {name} @ {price}{less}" for (name, price), less in zip(picked, off, strict=True)
    ]
    lines += ["off 5%"] if chance.random() < 0.1 else []
    known = 15 + len(sales) // 12
    return "; ".join((*lines, *([f"member Khách {chance.randrange(known)}"] if chance.random() < 0.7 else [])))


def _take_back(shop: Shop, chance: Random, sales: list) -> None:
    """All of a sale of the last ones, or one piece of its first line; no sale gives back twice."""
    sale = sales.pop(-chance.randint(1, min(9, len(sales))))
    if chance.random() < 0.5:
        shop.returned(sale)
    else:
        shop.returned(sale, f"1 x {sale.lines[0].name}", staff_id=shop.person(MANAGER).id)
