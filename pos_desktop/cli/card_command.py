"""`pos-desktop member-card`: one card as a picture or a PDF, or the cards of many members on sheets of A4."""

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typer

from pos_desktop.cli.cards import write_card, write_sheets
from pos_desktop.cli.opening import opened, signed_in
from pos_desktop.cli.options import Options
from pos_desktop.core.errors import EnvironmentProblem, Trouble
from pos_desktop.services.members.card_sheets import WantedCards
from pos_desktop.storage.queries.member_pages import Wanted
from pos_desktop.wording import _, number

_MOST_BYTES = 1024 * 1024
"""Of a list of phones; some files have no end."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whose cards the command asks for; at least one of these has to be said."""

    phone: str = ""
    everybody: bool = False
    tier: str = ""
    since: str = ""
    phones: Path | None = None


def draw_one(options: Options, phone: str, png: Path | None, pdf: Path | None, *, reissue: bool) -> int:
    """Draw the card of one member; prints the path."""
    if not phone or (png is None) == (pdf is None):
        raise typer.BadParameter("PHONE --png | --pdf")
    with opened(options) as (desk, _clock):
        if reissue:
            person = signed_in(desk, options)
            desk.members.reissue_card(desk.members.find(phone).row.id, person.id)
        print(write_card(desk, phone, png=png, pdf=pdf))
    return 0


def draw_sheets(options: Options, chosen: Chosen, path: Path, *, progress: bool) -> int:
    """Draw the cards of many members on sheets; prints the path, and with `progress` how far it is, to the errors."""
    wanted = wanted_of(chosen)
    with opened(options) as (desk, _clock):
        person = signed_in(desk, options)
        batch = write_sheets(desk, person, wanted, path, _told if progress else lambda _done, _whole: True)
        if batch is None:
            raise ValueError("nobody stopped it")
        if batch.left_out:
            words = _("{count} người bị khoá hoặc chưa có thẻ nên không có trong tệp.")
            print(words.format(count=number(batch.left_out)), file=sys.stderr)
        print(path)
    return 0


def wanted_of(chosen: Chosen) -> WantedCards:
    """What is asked for; wrong use where nothing is, or two ways at once.

    Raises:
        EnvironmentProblem: FILE_UNREADABLE.
    """
    is_segment = chosen.everybody or bool(chosen.tier or chosen.since)
    named = [chosen.phone] if chosen.phone else []
    if is_segment + bool(named) + (chosen.phones is not None) != 1:
        raise typer.BadParameter("--sheet FILE: PHONE | --phones FILE | --all | --tier T [--since D]")
    if chosen.phones is not None:
        named = _lines(chosen.phones)
    return WantedCards(Wanted(tier=chosen.tier, since=_day(chosen.since)), tuple(named))


def _lines(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise ValueError("no list of phones")
        lines = content.decode("utf-8-sig").splitlines()
    except (OSError, ValueError) as error:
        raise EnvironmentProblem(Trouble.FILE_UNREADABLE, path=str(path)) from error
    named = [line.strip() for line in lines if line.strip()]
    if not named:
        raise typer.BadParameter(f"--phones {path}: 0")
    return named


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter("--since YYYY-MM-DD") from None


def _told(done: int, whole: int) -> bool:
    print(f"{done}/{whole}", file=sys.stderr)
    return True
