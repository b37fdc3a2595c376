"""Short lives that meet what can go wrong with vouchers, games, friends and gifts; each yields after every step."""

from collections.abc import Callable, Iterator
from datetime import date

from tests.support.benefits_till import BenefitsTill
from tests.support.games_page import Sold

Steps = Iterator[None]
Scene = Callable[[BenefitsTill], Steps]


def _last(till: BenefitsTill, back: int = 0) -> Sold:
    return till.page.sales[-1 - back]


def _newest(till: BenefitsTill) -> str:
    return list(till.page.vouchers)[-1]


def _win(till: BenefitsTill, who: int, prize: str) -> Steps:
    """Buy and draw until a prize came, eight times at most; what a shop draws hangs on its own key."""
    there = till.page.wheel.given[prize]
    for _ in range(8):
        yield till.buy(who, 0, 2)
        for _ in range(2):
            yield till.draw(_last(till))
        if till.page.wheel.given[prize] > there:
            break


def vouchers(till: BenefitsTill) -> Steps:
    """Bound, used, returned, used again, over; one of three uses; one that everybody has; one of a returned sale."""
    yield till.issue("one", 1, 1)
    code = _newest(till)
    yield till.buy(0, 2, 0, voucher=code)
    yield till.buy(1, 1, 0, voucher=code)
    yield till.buy(1, 2, 0, voucher=code)
    yield till.send_again()
    yield till.buy(1, 2, 0, voucher=code)
    yield till.give_back(_last(till), 1)
    yield till.give_back(_last(till), None)
    yield till.buy(1, 2, 0, voucher=code)
    yield till.issue("trio", None, 1)
    code = _newest(till)
    for who in (None, 0, 1, 2):
        yield till.buy(who, 1, 0, voucher=code)
    yield till.buy(0, 1, 0)
    code = _newest(till)
    yield till.give_back(_last(till), None)
    yield till.wait(1)
    yield till.buy(0, 1, 0, voucher=code)
    yield till.issue("one", None, 1)
    code = _newest(till)
    yield till.wait(30)
    yield till.buy(0, 2, 0, voucher=code)


def shared_codes(till: BenefitsTill) -> Steps:
    """Three uses by anybody, one by each member."""
    for who in (None, 0, 0):
        yield till.buy(who, 1, 0, voucher="CHUNG3")
    yield till.buy(1, 1, 0, voucher="CHUNG3")
    yield till.give_back(_last(till), None)
    yield till.buy(1, 1, 0, voucher="CHUNG3")
    for who in (None, 0, 1, 0):
        yield till.buy(who, 1, 0, voucher="MOINGUOI")
    yield till.merge(1, 2)
    yield till.buy(2, 1, 0, voucher="MOINGUOI")


def stamps(till: BenefitsTill) -> Steps:
    """A card filled, handed in, and back with the sale; stamps of what came back; a sale that is somebody else's."""
    yield till.buy(0, 3, 1, free=True)
    yield till.buy(0, 3, 0)
    yield till.buy(0, 1, 1)
    yield till.send_again()
    yield till.buy(0, 3, 1, free=True)
    for qty in (1, 1, None):
        yield till.give_back(_last(till), qty)
    yield till.buy(0, 3, 1, free=True)
    yield till.give_back(_last(till, 3), 2)
    yield till.move(_last(till, 3), 1)
    yield till.give_back(_last(till, 3), None)


def streaks(till: BenefitsTill) -> Steps:
    """Days in a row, with a gap and without; a day whose sale comes back, or was somebody else's."""
    for days in (1, 1, 2, 1, 1):
        yield till.wait(days)
        yield till.buy(2, 1, 0)
        yield till.buy(2, 0, 1)
    for back in (3, 2):
        yield till.give_back(_last(till, back), None)
    yield till.buy(2, 1, 0)
    for who in (0, 2, 2, 2):
        yield till.wait(1)
        yield till.buy(who, 1, 0)
    yield till.move(_last(till, 1), 1)


def missions(till: BenefitsTill) -> Steps:
    """Đồng and days that fill a mission, and their sales coming back."""
    for days in (2, 2, 2):
        yield till.wait(days)
        yield till.buy(1, 1, 3)
    for back in (1, 0):
        yield till.give_back(_last(till, back), None)
    yield till.buy(1, 0, 1)
    for days in (2, 2):
        yield till.wait(days)
        yield till.buy(1, 0, 1)
    yield till.give_back(_last(till), 1)
    yield till.buy(None, 0, 3)
    yield till.claim(_last(till), 1)


def wheel(till: BenefitsTill) -> Steps:
    """Some sales are drawn for and come back; then all that is there is drawn, and the seed told."""
    yield till.buy(None, 0, 1)
    yield till.draw(_last(till))
    # First of all, while no draw can have used up the budget.
    yield from _win(till, 1, "ten")
    yield till.give_back(_last(till), None)
    yield till.buy(0, 0, 2)
    for _ in range(2):
        yield till.draw(_last(till))
    for _ in range(2):
        yield till.turn_the_round()
    for prize, qty in (("ten", 1), ("one", 2)):
        yield from _win(till, 1, prize)
        yield till.send_again()
        yield till.draw(_last(till))
        yield till.give_back(_last(till), qty)
    for _ in range(5):
        yield till.buy(0, 0, 3)
        yield till.draw(_last(till))
        yield till.draw(_last(till))
    yield till.turn_the_round()
    yield till.draw(_last(till))
    yield till.turn_the_round()
    yield till.buy(0, 0, 1)
    yield till.draw(_last(till))
    yield till.turn_the_round()


def friends(till: BenefitsTill) -> Steps:
    """Too little, enough, back again; a third friend of the month; one who came late."""
    for phos in (0, 1, 1):
        yield till.bring_a_friend(0)
        yield till.buy(len(till.cards) - 1, 1, phos)
    yield till.buy(3, 0, 1)
    yield till.send_again()
    yield till.give_back(_last(till), 1)
    yield till.buy(3, 0, 1)
    yield till.give_back(_last(till, 2), 1)
    yield till.bring_a_friend(1)
    yield till.wait(91)
    yield till.buy(6, 1, 1)
    yield till.bring_a_friend(1)
    yield till.buy(7, 1, 1)
    yield till.move(_last(till), 2)


def gifts(till: BenefitsTill) -> Steps:
    """Birthdays on an order and as a gift, and days of joining; each once a year."""
    for _ in range(2):
        yield till.greet(0)
        yield till.buy(0, 1, 1)
    yield till.give_back(_last(till, 1), None)
    yield till.buy(0, 1, 1)
    yield till.move(_last(till), 1)
    yield till.buy(0, 1, 1)
    for day in (date(2027, 2, 27), date(2027, 3, 3), date(2027, 3, 4), date(2028, 2, 27)):
        yield till.wait((day - till.page.today).days)
        for who in (0, 1):
            yield till.greet(who)
            yield till.buy(who, 1, 1)


def moves(till: BenefitsTill) -> Steps:
    """Receipts claimed at once, twice, and when their points are dead; sales of a merged member that are another's."""
    yield till.buy(None, 1, 2)
    for who in (0, 1):
        yield till.claim(_last(till), who)
    yield till.send_again()
    yield till.buy(1, 2, 2)
    sale = _last(till)
    yield till.merge(1, 0)
    yield till.move(sale, 0)
    yield till.move(sale, 2)
    yield till.buy(1, 1, 0)
    yield till.unmerge()
    yield till.move(_last(till), 1)
    yield till.give_back(sale, 1)
    yield till.buy(None, 1, 2)
    yield till.wait(20)
    yield till.claim(_last(till), 1)
    yield till.buy(None, 1, 2)
    yield till.wait(400)
    yield till.claim(_last(till), 0)
    yield till.give_back(sale, None)
    for prize in ("ten", "one"):
        yield from _win(till, 1, prize)
        yield till.move(_last(till), 0)


def partings(till: BenefitsTill) -> Steps:
    """Members who are one, two again, one the other way round, and two again; with what died and lives meanwhile."""
    yield till.merge(1, 0)
    yield till.buy(1, 1, 1)
    yield till.unmerge()
    yield till.merge(0, 1)
    yield till.unmerge()
    yield till.buy(0, 3, 0)
    yield till.wait((date(2027, 3, 20) - till.page.today).days)
    yield till.merge(0, 2)
    yield till.wait(15)
    yield till.reinstate(0, 30)
    yield till.unmerge()
    for sale in till.page.sales[:3]:
        yield till.give_back(sale, None)


def revivals(till: BenefitsTill) -> Steps:
    """Points that live longer, die, live again and die again; what has died is not taken back twice."""
    yield till.buy(2, 1, 3)
    yield till.extend(2, 0, 40)
    yield till.wait((date(2027, 4, 1) - till.page.today).days)
    yield till.reinstate(0, 10)
    yield till.reinstate(1, 10)
    yield till.wait(9)
    yield till.give_back(_last(till), 1)
    yield till.wait(60)
    yield till.give_back(_last(till), None)
    yield till.give_back(till.page.sales[0], None)


SCENES: tuple[Scene, ...] = (
    vouchers, shared_codes, stamps, streaks, missions, wheel, friends, gifts, moves, partings, revivals,
)  # fmt: skip


def play(till: BenefitsTill, scene: Scene) -> None:
    """Play a scene, and look at everything after each step."""
    till.begin()
    for _ in scene(till):
        till.replay()
        till.look()
