"""`receipt` and `statement`: papers as PDF files, for companies and for members."""

from pathlib import Path
from typing import Annotated

import typer

from pos_desktop.cli.figures import day_of
from pos_desktop.cli.opening import opened, signed_in
from pos_desktop.wording import language

DONE = 0


def receipt(
    ctx: typer.Context, number: str, pdf: Annotated[Path, typer.Option("--pdf")],
    a4: Annotated[bool, typer.Option("--a4")] = False,
    buyer: Annotated[str, typer.Option("--buyer")] = "", company: Annotated[str, typer.Option("--company")] = "",
    tax_code: Annotated[str, typer.Option("--tax-code")] = "",
    address: Annotated[str, typer.Option("--address")] = "",
) -> int:  # fmt: skip
    """Draw the receipt with this number or code as a PDF, as wide as a roll or on A4 with who bought."""
    from pos_desktop.cli.cards import write_private
    from pos_desktop.documents.receipt_page import Buyer
    from pos_desktop.services.office.papers import AskReceipt, Papers

    told = Buyer(buyer, company, tax_code, address)
    with opened(ctx.obj) as (desk, _clock):
        person, papers = signed_in(desk, ctx.obj), Papers(desk)
        asked = AskReceipt(papers.find(number), person.id, language(), told if any((buyer, company, tax_code, address))
                           else None, roll=not a4)  # fmt: skip
        write_private(pdf, papers.receipt(asked).content)
        print(pdf)
    return DONE


def statement(
    ctx: typer.Context, member: Annotated[str, typer.Argument(metavar="PHONE|CARD")],
    pdf: Annotated[Path, typer.Option("--pdf")],
    first: Annotated[str, typer.Option("--date")] = "", last: Annotated[str, typer.Option("--to")] = "",
) -> int:  # fmt: skip
    """Draw a member's statement of points on A4; from the first of this month through today where nothing is said."""
    from pos_desktop.cli.cards import write_private
    from pos_desktop.services.office.papers import Papers

    with opened(ctx.obj) as (desk, _clock):
        person, today = signed_in(desk, ctx.obj), desk.till.today()
        account_id = desk.members.find(member).row.account_id
        days = (day_of(first) if first else today.replace(day=1), day_of(last) if last else today)
        write_private(pdf, Papers(desk).points(account_id, *days, person.id, language()).content)
        print(pdf)
    return DONE
