"""`pos-desktop backup` and `restore`, and what `doctor` says about backups."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from pos_desktop.cli.doctor_shop import window_process
from pos_desktop.cli.findings import Finding, doubtful, good
from pos_desktop.cli.opening import has_terminal, secret, signed_in
from pos_desktop.cli.options import Options
from pos_desktop.core.clock import DEFAULT_ZONE, SystemClock, zone
from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected, Trouble
from pos_desktop.core.ids import Id
from pos_desktop.gateways.backup_book import FILE_NAME, Outcome, load_book
from pos_desktop.gateways.sealing import Pair, make_pair
from pos_desktop.services.desk import Desk, desk_of
from pos_desktop.services.office.backup.backups import Backups, error_of
from pos_desktop.services.office.backup.restoring import Candidate, Restored, candidate
from pos_desktop.services.shop.opening import open_till
from pos_desktop.wording import _, datetime_, number
from pos_desktop.wording.messages import sentence

PASSPHRASE: Final = "POS_PASSPHRASE"
LONG_AGO: Final = timedelta(days=3)
"""A shop that has not been backed up, or tried a backup, for so long is told so."""
_UNREADABLE: Final = (Trouble.DATABASE_DAMAGED, Trouble.DATABASE_FOREIGN, Trouble.KEYS_UNREADABLE)


def run_backup(desk: Desk, options: Options, file: Path | None) -> str:
    """Back the shop up into `file`, or into the folder of backups; gives a sentence.

    Without `--user` nobody is asked: who may read the data folder needs no backup to take it away. A passphrase that is
    given has to be the shop's own; where there is none yet, it seals this file, and becomes the shop's if the owner
    gives the command.

    Raises:
        Rejected: PASSPHRASE_NEEDED, WEAK_PASSPHRASE, WRONG_PASSPHRASE, NOT_ALLOWED.
        EnvironmentProblem: the file cannot be written.
    """
    backups = Backups(desk.till)
    person = signed_in(desk, options) if options.user or desk.till.shop.is_sample else None
    pair = _pair(backups, person.id if person and person.rights.restore else "")
    target = _target(desk, file)
    made = backups.make(_unstopped, person.id if person else None, target, pair)
    assert made is not None, "nobody stops it"
    text = _("Đã sao lưu {count} đơn bán vào {path}.").format(count=number(made.sales), path=made.path)
    if made.problems:
        text += " " + _("Sổ sách có chỗ không khớp. Báo chủ cửa hàng chạy lệnh verify.")
    return text


def _unstopped(_done: int, _whole: int) -> bool:
    return True


def _pair(backups: Backups, owner_id: Id) -> Pair | None:
    """None where the shop's own pair is to be used."""
    has_own = load_book(backups.home).pair is not None
    if has_own:
        if PASSPHRASE in os.environ:
            backups.check_passphrase(os.environ[PASSPHRASE])
        return None
    passphrase = _new_passphrase()
    if owner_id:
        backups.set_passphrase(passphrase, owner_id)
        return None
    return make_pair(passphrase)


def _new_passphrase() -> str:
    """From the environment, or typed twice."""
    passphrase = secret(PASSPHRASE, _("Mật khẩu sao lưu mới: "), Code.PASSPHRASE_NEEDED)
    if PASSPHRASE not in os.environ:
        again = secret(PASSPHRASE, _("Gõ lại mật khẩu: "), Code.PASSPHRASE_NEEDED)
        if again != passphrase:
            raise Rejected(Code.PASSPHRASE_TWICE)
    return passphrase


def _target(desk: Desk, file: Path | None) -> Path | None:
    """A folder gets a file with the usual name."""
    if file is None or not file.is_dir():
        return file.absolute() if file else None
    from pos_desktop.services.office.backup.shelf import free_path, name_of

    return free_path(file.absolute(), name_of(desk.till.shop, desk.till.now()))


def run_restore(options: Options, file: Path, *, yes: bool) -> str:
    """Put a backup in the place of the shop; gives a sentence, empty where the person does not want it after all.

    Raises:
        Rejected: whatever is wrong with the file, the passphrase or the person; the shop is as it was.
        EnvironmentProblem: FOLDER_IN_USE while a window is open, DATABASE_LOCKED while a command sells.
    """
    if (process := window_process(options.folder)) is not None:
        raise EnvironmentProblem(Trouble.FOLDER_IN_USE, process=process)
    passphrase = secret(PASSPHRASE, _("Mật khẩu sao lưu: "), Code.PASSPHRASE_NEEDED)
    person_id = _person_of(options)
    with candidate(options.folder, file, passphrase, _unstopped) as found:
        person_id = person_id or _person_in(found, options)
        if not yes and has_terminal() and not _agrees(found):
            return ""
        return _told(found.place(person_id), found)


def _person_of(options: Options) -> Id | None:
    """Who signs in to the shop that is there, with the right to restore; None where none can be opened.

    Raises:
        Rejected: NOT_ALLOWED, and what refuses a sign-in.
    """
    try:
        till = open_till(options.folder)
    except Rejected:
        return None  # NO_SHOP
    except EnvironmentProblem as problem:
        if problem.code in _UNREADABLE:
            return None
        raise
    try:
        return _allowed(desk_of(till), options)
    finally:
        till.db.close()


def _person_in(found: Candidate, options: Options) -> Id:
    """On a new machine, or over a broken shop: the owner signs in to the shop of the backup."""
    return _allowed(desk_of(found.till), options)


def _allowed(desk: Desk, options: Options) -> Id:
    person = signed_in(desk, options)
    if not person.rights.restore:
        raise Rejected(Code.NOT_ALLOWED, right="restore")
    return person.id


def _agrees(found: Candidate) -> bool:
    at = _moment(found.manifest.moment, found.till.shop.time_zone)
    print(_("Bản sao lưu lúc {at}, {count} đơn bán.").format(at=at, count=number(found.sales)))
    print(_("Mọi việc sau lúc đó sẽ không còn trong sổ; cửa hàng cũ được cất sang before-restore."))
    try:
        return input(_("Khôi phục? (c/k) ")).strip().casefold() in ("c", "y")
    except EOFError:
        return False


def _told(done: Restored, found: Candidate) -> str:
    text = _("Đã khôi phục {shop} về lúc {at}: {count} đơn bán, lần khôi phục thứ {epoch}.")
    shop = found.till.shop
    at = _moment(done.taken_at, shop.time_zone)
    return text.format(shop=shop.name, at=at, count=number(done.sales), epoch=done.epoch)


def _moment(at: datetime, time_zone: str = DEFAULT_ZONE) -> str:
    return datetime_(at.astimezone(zone(time_zone)))


def look(folder: Path) -> Iterator[Finding]:
    """What `doctor` says: the newest backup, and how the last trial ended."""
    book = load_book(folder)
    if not (folder / FILE_NAME).exists() or book.pair is None:
        yield doubtful("backup", _("Chưa đặt mật khẩu sao lưu nên chưa có bản sao lưu nào được tự làm."))
        return
    if book.made and book.made.code:
        yield doubtful("backup", _("Lần sao lưu cuối không được: {why}").format(why=_sentence(book.made)))
    newest = max((datetime.fromisoformat(record.taken_at) for record in book.records), default=None)
    if newest is None:
        yield doubtful("backup", _("Chưa có bản sao lưu nào."))
        return
    text = _("Bản mới nhất: {at}.").format(at=_moment(newest))
    yield (doubtful if SystemClock().now() - newest > LONG_AGO else good)("backup", text)
    if book.tried is None:
        yield doubtful("trial", _("Chưa thử khôi phục bản nào."))
    elif book.tried.code:
        yield doubtful("trial", _("Thử khôi phục không được: {why}").format(why=_sentence(book.tried)))
    else:
        at = datetime.fromisoformat(book.tried.at)
        yield good("trial", _("Thử khôi phục được lúc {at}.").format(at=_moment(at)))


def _sentence(outcome: Outcome) -> str:
    error = error_of(outcome)
    return sentence(error) if error else outcome.code
