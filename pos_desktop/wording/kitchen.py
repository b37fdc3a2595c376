"""What the kitchen reads: for whom a ticket is, in which course, how the goods are taken."""

from pos_desktop.selling.lines import OrderType
from pos_desktop.wording import Wording


def for_whom(table: str, label: str, number: str, words: Wording) -> str:
    """The table with what the order goes by; the ticket's number where nobody gave it either."""
    told = [words.gettext("Bàn {table}").format(table=table)] if table else []
    return " · ".join([*told, *([label] if label else [])]) or number


def course_words(course: int, words: Wording) -> str:
    """Which course it is."""
    return words.gettext("Lượt {course}").format(course=course)


def type_words(order_type: OrderType, words: Wording) -> str:
    """How the goods are taken."""
    named = {
        OrderType.DINE_IN: words.gettext("Tại chỗ"), OrderType.TAKE_AWAY: words.gettext("Mang đi"),
        OrderType.DELIVERY: words.gettext("Giao"),
    }  # fmt: skip
    return named[order_type]
