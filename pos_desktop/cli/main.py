"""The commands of `pos-desktop` (docs/contract.md)."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from pos_desktop import wording
from pos_desktop.cli import figures, papers, streams
from pos_desktop.cli import options as opt
from pos_desktop.cli.figures import day_of, print_json
from pos_desktop.cli.opening import check_database, opened, pin_of, signed_in
from pos_desktop.cli.virtual_printer import virtual_printer
from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.wording import _, number
from pos_desktop.wording.messages import N_, sentence

DONE, REFUSED, WRONG_USE, ENVIRONMENT = range(4)

app = typer.Typer(
    name="pos-desktop",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("virtual-printer")(virtual_printer)
app.command("receipt")(papers.receipt)
app.command("statement")(papers.statement)
app.command("report")(figures.report)

HELP = {
    "sell": N_("Bán theo từng dòng JSON ở đầu vào chuẩn, mỗi dòng một trả lời; có --printer thì in hoá đơn."),
    "verify": N_("Chứng minh sổ sách: nguyên vẹn, cân đối, tính lại từ đầu và chuỗi nhật ký."),
    "doctor": N_("Cho biết phiên bản, thư mục dữ liệu, cơ sở dữ liệu, máy in, phông chữ và đồng hồ."),
    "printers": N_("Tìm máy in cắm vào máy này và, với --network, máy in trong một dải địa chỉ mạng."),
    "virtual-printer": N_("Mở máy in ảo: nhận bản in như máy in mạng, hiện giấy ra trong cửa sổ, lưu ảnh vào thư mục."),
    "new-shop": N_("Mở một cửa hàng thật, chưa có gì; mã PIN của chủ lấy từ POS_PIN hoặc gõ vào."),
    "member-card": N_(
        "Vẽ thẻ của một thành viên thành ảnh PNG hoặc PDF, hoặc thẻ của nhiều người trên tờ A4 (--sheet)."
    ),
    "receipt": N_("Lưu một hoá đơn thành PDF khổ cuộn, hoặc khổ A4 có tên người mua (--a4)."),
    "statement": N_("Lưu sao kê điểm của một thành viên thành PDF khổ A4."),
    "why": N_("Vì sao có số điểm này: từng dòng của một thành viên, hoặc cách tính của một hoá đơn."),
    "report": N_(
        "Báo cáo; daily-loyalty: sổ điểm từng ngày; staff-risk: việc cần xem lại của từng người; "
        "feedback: khách chấm điểm."
    ),
    "export": N_("Xuất hoá đơn, sổ điểm, thành viên hoặc nhật ký ra tệp CSV hoặc JSON Lines."),
    "backup": N_("Sao lưu cửa hàng vào một tệp niêm phong; mật khẩu lấy từ POS_PASSPHRASE hoặc gõ vào."),
    "restore": N_("Khôi phục cửa hàng từ một bản sao lưu; cửa hàng cũ được cất sang before-restore."),
    "import": N_("Nhập hàng hoá hoặc khách hàng từ tệp; xem trước từng dòng rồi mới ghi."),
}
OPTIONS_HELP = N_(
    "Trước hoặc sau tên lệnh: --data THƯ_MỤC, --database URL, --printer ĐỊA_CHỈ, --lang vi|en, "
    "--theme light|dark|auto, --user TÊN, --demo. Không có lệnh thì mở cửa sổ bán hàng."
)


def main(arguments: Sequence[str]) -> int:
    """Run one command; gives the exit status (0 done, 1 refused or found wrong, 2 wrong use, 3 the environment)."""
    streams.stand_in()
    try:
        status = _run(arguments)
        sys.stdout.flush()
        return status
    except (BrokenPipeError, SystemExit):  # Rich leaves the program where nobody reads on
        return ENVIRONMENT
    except OSError as error:
        with suppress(OSError):
            _say(streams.problem_of(error), ENVIRONMENT)
        return ENVIRONMENT
    finally:
        streams.drop_unwritten()


def _run(arguments: Sequence[str]) -> int:
    try:
        options, rest = opt.parse(arguments)
    except opt.WrongUse as wrong:
        print(wrong, file=sys.stderr)
        return WRONG_USE
    wording.set_language(options.lang or "vi")
    _speak()
    try:
        # Not through `app()`: it would end the program with a status of its own when nobody reads the answers.
        commands = typer.main.get_command(app)
        with commands.make_context(app.info.name, rest, obj=options) as context:
            return int(commands.invoke(context) or DONE)
    except Rejected as refusal:
        return _say(refusal, REFUSED)
    except EnvironmentProblem as problem:
        return _say(problem, ENVIRONMENT)
    except KeyboardInterrupt:
        return ENVIRONMENT
    except OSError:
        raise
    except Exception as error:
        return _wrong_use(error)


def _speak() -> None:
    """Put the help into the language that was chosen."""
    app.info.epilog = _(OPTIONS_HELP)
    for command in app.registered_commands:
        command.help = _(HELP[str(command.name)])


def _wrong_use(error: Exception) -> int:
    """Typer raises its own kinds for wrong use; they know how to show themselves."""
    if isinstance(error, typer.Exit):
        return error.exit_code
    show = getattr(error, "show", None)
    if show is None:
        raise error
    show()
    return WRONG_USE


def _say(error: Rejected | EnvironmentProblem, status: int) -> int:
    print(f"{error.code}: {sentence(error)}", file=sys.stderr)
    return status


@app.command("sell")
def sell(ctx: typer.Context) -> int:
    """Sell from JSON lines on standard input, one answer a line; with --printer the receipts come out beside it."""
    from pos_desktop.cli import sell as selling
    from pos_desktop.cli.receipts import printing_to
    from pos_desktop.services.office.proofs.soundness import look

    lines, out = selling.standard_streams()
    with opened(ctx.obj) as (desk, clock), printing_to(ctx.obj.printer, desk) as receipts:
        person = signed_in(desk, ctx.obj)
        if look(desk.till):
            print(_("Sổ sách có chỗ không khớp. Báo chủ cửa hàng chạy lệnh verify."), file=sys.stderr)
        status = selling.run(selling.Sell(desk, person, clock, receipts), lines, out)
        receipts.settle()
        if receipts.missing:
            text = _("Máy in không phản hồi: {count} hoá đơn chưa chắc đã in.")
            print(text.format(count=number(receipts.missing)), file=sys.stderr)
        return status or (ENVIRONMENT if receipts.missing else DONE)


@app.command("verify")
def verify(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    since: Annotated[str, typer.Option("--since")] = "",
    anchor: Annotated[str, typer.Option("--anchor", metavar="SEQ:MAC")] = "",
) -> int:
    """Prove the books: integrity, conservation, replay and chain; `--anchor` also what a printed Z says."""
    from pos_desktop.cli.reports import printed_anchor, show_verdict, verdict_plain, with_anchor
    from pos_desktop.services.office.proofs.verification import Verification

    day, printed = (day_of(since) if since else None), printed_anchor(anchor)
    if anchor and printed is None:
        raise typer.BadParameter("--anchor")
    with opened(ctx.obj) as (desk, _clock):
        verdict = Verification(desk.till).run(day)
        if printed:
            verdict = with_anchor(desk.till, verdict, *printed)
    if as_json:
        print_json(verdict_plain(verdict))
    else:
        show_verdict(verdict)
    return DONE if verdict.ok else REFUSED


@app.command("doctor")
def doctor(ctx: typer.Context, as_json: Annotated[bool, typer.Option("--json")] = False) -> int:
    """Tell versions, data folder, database, printer, fonts and clock."""
    from pos_desktop.cli.doctor import examine, show

    findings = examine(ctx.obj)
    if as_json:
        print_json({"ok": all(f.ok for f in findings), "findings": [f.plain() for f in findings]})
    else:
        show(findings)
    return DONE if all(finding.ok for finding in findings) else ENVIRONMENT


@app.command("printers")
def printers(
    ctx: typer.Context, network: Annotated[str, typer.Option("--network", metavar="192.168.1.0/24")] = "",
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:  # fmt: skip
    """List printers that are plugged in and, with `--network`, those that answer on a range of addresses."""
    from pos_desktop.cli.printers import plain, search, show

    try:
        found = search(network)
    except ValueError:
        raise typer.BadParameter(network, param_hint="--network") from None
    if as_json:
        print_json([plain(one) for one in found])
    else:
        show(found)
    return DONE if found else REFUSED


@app.command("new-shop")
def new_shop(
    ctx: typer.Context, name: Annotated[str, typer.Option("--name")], owner: Annotated[str, typer.Option("--owner")],
    address: str = "", phone: str = "", tax_code: str = "",
) -> int:  # fmt: skip
    """Make an empty, real shop; the owner's PIN comes from POS_PIN or a prompt."""
    from pos_desktop.services.shop.opening import NewShop, create_shop

    check_database(ctx.obj)
    made = create_shop(ctx.obj.folder, NewShop(name, owner, pin_of(owner), address, phone, tax_code))
    made.db.close()
    print(_("Đã mở cửa hàng {name} trong {folder}.").format(name=made.shop.name, folder=ctx.obj.folder))
    return DONE


@app.command("member-card")
def member_card(
    ctx: typer.Context, phone: Annotated[str, typer.Argument()] = "",
    png: Annotated[Path | None, typer.Option("--png")] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf")] = None,
    reissue: Annotated[bool, typer.Option("--reissue")] = False,
    sheet: Annotated[Path | None, typer.Option("--sheet")] = None,
    everybody: Annotated[bool, typer.Option("--all")] = False, tier: str = "",
    since: Annotated[str, typer.Option("--since")] = "",
    phones: Annotated[Path | None, typer.Option("--phones")] = None,
    progress: Annotated[bool, typer.Option("--progress")] = False,
) -> int:  # fmt: skip
    """Draw a member's card as a picture or a PDF (`--reissue` ends the lost one first), or many on sheets of A4."""
    from pos_desktop.cli import card_command

    if sheet is not None:
        chosen = card_command.Chosen(phone, everybody, tier, since, phones)
        return card_command.draw_sheets(ctx.obj, chosen, sheet, progress=progress)
    return card_command.draw_one(ctx.obj, phone, png, pdf, reissue=reissue)


@app.command("why")
def why(
    ctx: typer.Context, subject: Annotated[str, typer.Argument(metavar="PHONE|CARD|RECEIPT")],
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:  # fmt: skip
    """Tell what a member's balance, or the points of a sale, came of."""
    from pos_desktop.cli.why import explained, plain, show

    with opened(ctx.obj) as (desk, _clock):
        told = explained(desk, subject)
        if as_json:
            print_json(plain(desk.till, told))
        else:
            show(told)
    return DONE if getattr(told, "ties", True) else REFUSED


@app.command("import")
def import_(
    ctx: typer.Context, what: Annotated[str, typer.Argument(metavar="products|members")], file: Path,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False, yes: Annotated[bool, typer.Option("--yes")] = False,
) -> int:  # fmt: skip
    """Take products or members over from a file; shows every row before anything is written."""
    from pos_desktop.cli.importing import run_import

    if what not in ("products", "members"):
        raise typer.BadParameter(what)
    with opened(ctx.obj) as (desk, _clock):
        return run_import(desk, signed_in(desk, ctx.obj), what, file, dry_run=dry_run, yes=yes)


@app.command("export")
def export(
    ctx: typer.Context, what: Annotated[str, typer.Argument(metavar="sales|ledger|members|journal")],
    first: Annotated[str, typer.Option("--from")] = "", last: Annotated[str, typer.Option("--to")] = "",
    as_csv: Annotated[bool, typer.Option("--csv")] = False, as_jsonl: Annotated[bool, typer.Option("--jsonl")] = False,
    output: Annotated[str, typer.Option("--output")] = "",
) -> int:  # fmt: skip
    """Write rows of the shop as a file; to standard output without `--output`."""
    from pos_desktop.cli.exporting import run_export, wanted_of
    from pos_desktop.services.office.exports import Form, What

    if what not in list(What) or as_csv == as_jsonl:
        raise typer.BadParameter(what if as_csv != as_jsonl else "--csv | --jsonl")
    with opened(ctx.obj) as (desk, _clock):
        person = signed_in(desk, ctx.obj)
        wanted = wanted_of(
            desk,
            what,
            Form.CSV if as_csv else Form.JSONL,
            day_of(first) if first else None,
            day_of(last) if last else None,
        )
        run_export(desk, person, wanted, output)
    return DONE


@app.command("backup")
def backup(ctx: typer.Context, file: Annotated[Path | None, typer.Argument(metavar="[F]")] = None) -> int:
    """Back the shop up into a sealed file, by default into its folder of backups."""
    from pos_desktop.cli.backups import run_backup

    with opened(ctx.obj) as (desk, _clock):
        print(run_backup(desk, ctx.obj, file))
    return DONE


@app.command("restore")
def restore(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(metavar="F")],
    yes: Annotated[bool, typer.Option("--yes")] = False,
) -> int:  # fmt: skip
    """Put a backup in the place of the shop; asks at a terminal before it does."""
    from pos_desktop.cli.backups import run_restore

    check_database(ctx.obj)
    told = run_restore(ctx.obj, file, yes=yes)
    print(told or _("Chưa khôi phục gì."))
    return DONE if told else REFUSED
