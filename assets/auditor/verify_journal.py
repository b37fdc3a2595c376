#!/usr/bin/env python3
"""Proves a journal without the program that wrote it: Python 3.10 or later, standard library alone.

    python verify_journal.py FILE [--keys keys.json] [--anchor 1234:0a1b2c3d4e5f6071] [--whole] [--lang en] [--json]

FILE is what `pos-desktop export journal --jsonl` gave, or a copy of the shop's `shop.db`. `--keys` is the shop's
`keys.json`, or a file with its part "chain" alone; without it numbers and links are proved, contents are not, and that
is said. `--anchor` is what a printed X or Z names: the number of a journal row and the first digits of its HMAC.
`--whole` says that the file has to begin with row 1, as a database has to. The canonical form is told in
docs/journal.md. Status: 0 all is right, 1 something is wrong, 2 the file or the use is.
"""

import argparse
import hashlib
import hmac
import json
import re
import sqlite3
import sys
from contextlib import closing
from itertools import pairwise
from pathlib import Path

GENESIS = "0" * 64
UNIT = "\x1f"
DIGEST_LENGTH = 24
FIELDS = ("register_id", "seq", "at", "staff_id", "kind", "subject_id", "body")
PROOF = ("key_id", "previous", "mac")
NUMBERS = ("seq", "key_id")
MOST_TRIED = 200
"""Places that are tried for a row whose HMAC does not fit its own."""

# What the digests of rows leave out, what is kept as JSON, what are moments (Z is written +00:00), and which columns
# came later: where those hold their default, the digest is as if there were none.
TABLES = json.loads("""{
 "accrual_flag":{"moments":["at"]},
 "approval":{"moments":["at","until"]},
 "approval_use":{"moments":["at"]},
 "attachment":{"json":["facts","loyalty"],"moments":["at"]},
 "bank_receipt":{"without":["state","tender_id"],"moments":["heard_at","paid_at"]},
 "card":{"moments":["issued_at","revoked_at"],"added":{"holder_id":null}},
 "cash_count":{"json":["notes"],"moments":["at"]},
 "cash_movement":{"moments":["at"],"added":{"refund_id":null}},
 "category":{"added":{"station_id":null}},
 "cause_payment":{"moments":["at"]},
 "consent":{"moments":["at"]},
 "credit_limit":{"moments":["at"]},
 "debt_entry":{"moments":["at"]},
 "donation":{"moments":["at"]},
 "dropped_order":{"json":["body"],"moments":["at"]},
 "entry":{"json":["breakdown"],"moments":["at"],"added":{"occasion":null,"pair_id":null,"refund_id":null}},
 "erasure":{"moments":["at"]},
 "imported_file":{"json":["summary"],"moments":["at"]},
 "item":{"json":["attributes"],"added":{"asks_serial":0,"attributes":"[]","base_id":null,"base_qty":1000,"course":0,"family":"","low_stock":0,"open_price":0,"picture":"","sold":1,"sold_out_on":null,"station_id":null,"tracked":0,"ware":"goods"}},
 "lot":{"without":["left_points"],"added":{"idle_months":null,"origin_id":null}},
 "lot_move":{},
 "manual_tier":{"moments":["at"]},
 "member":{"json":["groups"],"moments":["joined_at"],"added":{"groups":"[]"}},
 "member_merge":{"json":["picture"],"moments":["at","undone_at"]},
 "membership_term":{"moments":["at"]},
 "operation":{"json":["answer"],"moments":["at"]},
 "partner_voucher":{"moments":["at"]},
 "programme_version":{"json":["definition"],"moments":["at"]},
 "referral_reward":{"moments":["at"]},
 "refund":{"json":["loyalty"],"moments":["at"]},
 "refund_line":{},
 "refund_tax":{},
 "refund_tender":{},
 "register":{"without":["failed_pins","last_seen_at","locked_until"]},
 "restoration":{"moments":["at","taken_at"]},
 "reward_use":{"moments":["at"]},
 "sale":{"json":["facts","loyalty"],"moments":["at"],"added":{"cash_rounding":0,"facts":"{}","guests":0,"holder_id":null,"label":"","reward_points":0}},
 "sale_line":{"json":["options"],"added":{"bundle":0,"category_id":"","list_price":null,"pieces":1,"price_list":"","serial":"","target":"","ware":"goods"}},
 "sale_reduction":{},
 "sale_tax":{},
 "shift":{"moments":["closed_at","opened_at"],"added":{"expected":null,"note":""}},
 "shift_report":{"json":["body"],"moments":["at"]},
 "shift_takeover":{"moments":["at"]},
 "shop":{"without":["catalogue_version","due_through"],"moments":["created_at"],"added":{"is_training":0}},
 "staff":{"without":["failed_pins","locked_until"],"json":["rights"],"added":{"member_id":null,"rights":"{}"}},
 "staff_badge":{"moments":["issued_at","revoked_at"]},
 "stamp_entry":{"moments":["at"]},
 "stock_document":{"moments":["at"]},
 "stock_movement":{"moments":["at"],"added":{"document_id":null,"refund_id":null}},
 "stored_card":{"without":["bonus","money","seq"],"moments":["issued_at"]},
 "stored_entry":{"moments":["at"]},
 "tender":{},
 "tier_change":{"moments":["at"],"added":{"refund_id":null}},
 "vat_rate":{},
 "voucher":{"without":["used"],"json":["held"],"moments":["at"]},
 "voucher_use":{"moments":["at"]},
 "wheel_draw":{"moments":["at"]},
 "wheel_round":{"json":["definition"],"moments":["closed_at","opened_at"]}
}""")

WORDS = {
    "vi": {
        "changed": "Dòng {seq} của máy {register} đã bị sửa.",
        "foreign": "Dòng {seq} của máy {register} bị sửa, hoặc do người khác chèn vào.",
        "moved": "Dòng {seq} của máy {register} nằm sai chỗ: khi ghi nó là dòng {was}.",
        "order": "Dòng {seq} của máy {register} đứng sau dòng {was} trong tệp: thứ tự đã bị đổi.",
        "twice": "Dòng {seq} của máy {register} có hai lần: một dòng đã bị chèn vào.",
        "removed": "Thiếu dòng {seq} đến {was} của máy {register}: đã bị xoá.",
        "unlinked": "Dòng {seq} của máy {register} không nối tiếp dòng trước nó.",
        "no_key": "Không có khoá số {was} để chứng minh dòng {seq} của máy {register}.",
        "unreadable": "Dòng thứ {seq} của tệp không đọc được.",
        "cut": "Nhật ký bị cắt: không còn dòng {seq} mà báo cáo đã niêm phong.",
        "anchor": "Dòng {seq} không phải dòng mà báo cáo đã niêm phong.",
        "row_changed": "{table} {id}: khác lúc nhật ký ghi nhận.",
        "row_gone": "{table} {id}: nhật ký đã ghi nhận, nay không còn.",
        "row_unknown": "{table} {id}: nhật ký chưa từng ghi nhận.",
        "none": "Không có dòng nhật ký nào.",
        "part": "Tệp bắt đầu từ dòng {seq} của máy {register}; những dòng trước không nằm trong tệp.",
        "without": "Không có khoá: chỉ kiểm được số thứ tự và mối nối, KHÔNG chứng minh được nội dung.",
        "end": "Máy {register}: dòng cuối là {seq}. Dòng cuối bị cắt chỉ thấy được nhờ số niêm phong trên báo cáo.",
        "right": "Đã xem {count} dòng nhật ký. Mọi dòng đều đúng.",
        "wrong": "Đã xem {count} dòng nhật ký. Có {faults} chỗ sai.",
    },
    "en": {
        "changed": "Row {seq} of register {register} was changed.",
        "foreign": "Row {seq} of register {register} was changed, or inserted by somebody else.",
        "moved": "Row {seq} of register {register} stands in the wrong place: it was written as row {was}.",
        "order": "Row {seq} of register {register} stands behind row {was} in the file: the order was changed.",
        "twice": "Row {seq} of register {register} is there twice: a row was inserted.",
        "removed": "Rows {seq} to {was} of register {register} are missing: they were removed.",
        "unlinked": "Row {seq} of register {register} does not follow the row before it.",
        "no_key": "There is no key {was} to prove row {seq} of register {register} with.",
        "unreadable": "Line {seq} of the file cannot be read.",
        "cut": "The journal was cut: row {seq}, which a report sealed, is gone.",
        "anchor": "Row {seq} is not the one that a report sealed.",
        "row_changed": "{table} {id}: differs from what the journal saw.",
        "row_gone": "{table} {id}: the journal saw it, and it is gone.",
        "row_unknown": "{table} {id}: the journal never saw it.",
        "none": "There is no row of a journal.",
        "part": "The file begins with row {seq} of register {register}; what was before is not in it.",
        "without": "Without keys: numbers and links are proved alone, contents are NOT.",
        "end": "Register {register}: the last row is {seq}. Rows cut off at the end show by a printed seal.",
        "right": "Looked at {count} journal rows. All of them are right.",
        "wrong": "Looked at {count} journal rows. {faults} things are wrong.",
    },
}


class WrongFile(Exception):
    """The file is neither an export of the journal nor a shop's database."""


def main(arguments=None):
    """Prove a file; gives the status."""
    asked = parsed(arguments)
    try:
        keys = read_keys(asked.keys) if asked.keys else None
        verdict = prove(Path(asked.file), keys, [anchor_of(text) for text in asked.anchor], asked.whole)
    except (OSError, ValueError, sqlite3.Error, WrongFile) as error:
        print(error, file=sys.stderr)
        return 2
    if asked.json:
        print(json.dumps(verdict.plain(asked.lang), ensure_ascii=False, indent=1))
    else:
        print("\n".join(verdict.told(asked.lang)))
    return 1 if verdict.faults else 0


def parsed(arguments):
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--keys", default="")
    parser.add_argument("--anchor", action="append", default=[], metavar="SEQ:MAC")
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--lang", choices=sorted(WORDS), default="vi")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


def read_keys(path):
    """Keys of the chain by their numbers, from `keys.json` or its part "chain"."""
    plain = json.loads(Path(path).read_text("utf-8"))
    chain = plain.get("chain", plain)
    if not isinstance(chain, dict) or not all(isinstance(key, str) for key in chain.values()):
        raise ValueError(f"{path}: no keys of a chain")
    return {int(number): bytes.fromhex(key) for number, key in chain.items()}


def anchor_of(text):
    """Number and first digits of the HMAC that a printed report names, in groups as printed or without."""
    found = re.fullmatch(r"\s*(\d{1,12})[:\s]+((?:[0-9a-fA-F][\s-]*){16,64})", text)
    if not found:
        raise ValueError(f"--anchor {text}: not SEQ:MAC")
    return None, int(found[1]), re.sub(r"[^0-9a-f]", "", found[2].lower())


class Verdict:
    """What was looked at, everything that is wrong, and what has to be said beside."""

    def __init__(self, has_keys):
        self.count, self.has_keys, self.faults, self.notes = 0, has_keys, [], []

    def fault(self, what, **where):
        """Something is wrong there."""
        self.faults.append({"what": what, **where})

    def note(self, what, **where):
        """Something to be known."""
        self.notes.append({"what": what, **where})

    def told(self, language):
        """The verdict in sentences."""
        words = WORDS[language]
        lines = [words[one["what"]].format(**one) for one in (*self.faults, *self.notes)]
        last = words["wrong" if self.faults else "right"].format(count=self.count, faults=len(self.faults))
        return [*lines, *([] if self.has_keys else [words["without"]]), last]

    def plain(self, language):
        """The verdict for programs."""
        words = WORDS[language]
        told = [{**one, "text": words[one["what"]].format(**one)} for one in self.faults]
        looked = {"ok": not self.faults, "journal": self.count, "keys": self.has_keys}
        return {**looked, "faults": told, "notes": self.notes}


class Register:
    """The rows of one register as they come by; of each its number, its links and whether its HMAC fits are kept."""

    def __init__(self, name):
        self.name, self.rows, self.odd, self.newest = name, {}, {}, 0

    def take(self, row, keys, verdict):
        """Look at one row."""
        seq = row["seq"]
        if seq in self.rows:
            verdict.fault("twice", register=self.name, seq=seq)
            return
        if seq < self.newest:
            verdict.fault("order", register=self.name, seq=seq, was=self.newest)
        self.newest = max(self.newest, seq)
        self.rows[seq] = (row["previous"], row["mac"])
        if keys is not None and not fits(row, keys, seq):
            self.odd[seq] = row

    def judge(self, keys, whole, verdict):
        """What is wrong with all of them together."""
        seqs = sorted(self.rows)
        self.judge_beginning(seqs[0], whole, verdict)
        for before, after in pairwise(seqs):
            if after != before + 1:
                verdict.fault("removed", register=self.name, seq=before + 1, was=after - 1)
        for seq in sorted(self.odd):
            self.judge_odd(seq, keys, verdict)
        for seq in seqs:
            self.judge_link(seq, verdict)
        verdict.note("end", register=self.name, seq=seqs[-1])

    def judge_beginning(self, first, whole, verdict):
        """A register begins with row 1, and that one with nothing before it."""
        if first > 1 and whole:
            verdict.fault("removed", register=self.name, seq=1, was=first - 1)
        elif first > 1:
            verdict.note("part", register=self.name, seq=first)
        elif self.rows[first][0] != GENESIS and first not in self.odd:
            verdict.fault("unlinked", register=self.name, seq=first)

    def judge_odd(self, seq, keys, verdict):
        """Why a row's HMAC does not fit: it is another's place, it was changed, or it was never ours."""
        row = self.odd[seq]
        if row["key_id"] not in keys:
            verdict.fault("no_key", register=self.name, seq=seq, was=row["key_id"])
            return
        places = [seq - 1, seq + 1, *sorted(self.odd)[:MOST_TRIED]]
        was = next((place for place in places if place != seq and fits(row, keys, place)), None)
        if was is not None:
            verdict.fault("moved", register=self.name, seq=seq, was=was)
        else:
            verdict.fault("changed" if self.is_linked(seq) else "foreign", register=self.name, seq=seq)

    def judge_link(self, seq, verdict):
        """Every row names the HMAC of the one before; told where nothing else explains it."""
        before = self.rows.get(seq - 1)
        if before and self.rows[seq][0] != before[1] and not {seq, seq - 1} & set(self.odd):
            verdict.fault("unlinked", register=self.name, seq=seq)

    def is_linked(self, seq):
        """Whether both neighbours hang on this row as it is."""
        previous, mac = self.rows[seq]
        before, after = self.rows.get(seq - 1), self.rows.get(seq + 1)
        return (before is None or before[1] == previous) and (after is None or after[0] == mac)


def fits(row, keys, seq):
    """Whether a row's HMAC is that of its fields, were it row `seq`."""
    key = keys.get(row["key_id"])
    if key is None:
        return False
    fields = [row["previous"], *(str(seq if name == "seq" else row[name]) for name in FIELDS)]
    text = UNIT.join(fields).encode("utf-8", "surrogateescape")
    right = hmac.new(key, text, hashlib.sha256).hexdigest()
    return hmac.compare_digest(right.encode(), row["mac"].encode("utf-8", "surrogateescape"))


def prove(path, keys, anchors, whole):
    """Prove a file, whichever it is."""
    verdict = Verdict(keys is not None)
    with path.open("rb") as file:
        is_database = file.read(16) == b"SQLite format 3\x00"
    if is_database:
        prove_database(path, keys, anchors, verdict)
    else:
        with path.open(encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
            registers = prove_rows(exported(lines, verdict), keys, whole, verdict)
        prove_anchors(registers, anchors, verdict)
    return verdict


def prove_rows(rows, keys, whole, verdict):
    """Prove journal rows; gives the registers by their ids."""
    registers = {}
    for row in rows:
        verdict.count += 1
        name = row["register_id"]
        registers.setdefault(name, Register(name)).take(row, keys, verdict)
    for register in registers.values():
        register.judge(keys, whole, verdict)
    if not registers:
        (verdict.fault if whole else verdict.note)("none")
    return registers


def exported(lines, verdict):
    """The rows of an export, as they stand in it."""
    for number, line in enumerate(lines, 1):
        try:
            row = row_of(line)
        except (ValueError, RecursionError):
            if number == 1:
                raise WrongFile("no export of a journal: the first line is none of its rows") from None
            verdict.fault("unreadable", register="", seq=number)
            continue
        yield row


def row_of(line):
    """The row on a line: all of its fields, each once, and none that the chain does not cover."""
    pairs = json.loads(line, object_pairs_hook=tuple)
    row = dict(pairs) if isinstance(pairs, tuple) else {}
    if set(row) != {*FIELDS, *PROOF} or len(pairs) != len(row):
        raise ValueError("not the fields of a row")
    for name, value in row.items():
        if type(value) is not (int if name in NUMBERS else str):
            raise ValueError("not a value of a row")
        str(value).encode("utf-8", "surrogateescape")  # half a character is nothing that was ever written
    return row


def prove_anchors(registers, anchors, verdict):
    """Every row that a report sealed is still there; one without a register may be any register's."""
    for register_id, seq, digits in anchors:
        found = [
            register.rows[seq][1]
            for name, register in registers.items()
            if register_id in (None, name) and seq in register.rows
        ]
        if not any(mac.startswith(digits) for mac in found):
            verdict.fault("anchor" if found else "cut", register=register_id or "", seq=seq)


# a database: the journal, what its reports sealed, and the rows that it vouches for


def prove_database(path, keys, anchors, verdict):
    """Prove a copy of the shop's database; nothing is written."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as raw:
        raw.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        raw.row_factory = sqlite3.Row
        raw.execute("BEGIN")
        tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "journal" not in tables:
            raise WrongFile("no journal in this database")
        seen = {}
        registers = prove_rows(kept(raw, seen), keys, True, verdict)
        if "shift_report" in tables:
            anchors = [
                *anchors,
                *map(
                    tuple,
                    raw.execute(
                        "SELECT register_id, anchor_seq, anchor_mac FROM shift_report WHERE anchor_seq > 0 ORDER BY at"
                    ),
                ),
            ]
        prove_anchors(registers, anchors, verdict)
        for table in sorted({*TABLES, *seen}):
            prove_table(raw, table, seen.get(table, {}), table in tables, verdict)


def kept(raw, seen):
    """The rows of a database's journal; the newest digest of every row that they saw goes into `seen`."""
    for row in raw.execute("SELECT * FROM journal ORDER BY register_id, seq"):
        told = {name: row[name] for name in (*FIELDS, *PROOF)}
        told["at"] = str(told["at"]).replace("Z", "+00:00")
        told["staff_id"], told["subject_id"] = told["staff_id"] or "", told["subject_id"] or ""
        for table, digests in rows_of(told["body"]).items():
            seen.setdefault(table, {}).update(digests)
        yield told


def rows_of(body):
    """Digests by table and id that a body names; none where it is no longer readable."""
    try:
        rows = json.loads(body).get("rows") or {}
        return {table: dict(digests) for table, digests in rows.items()}
    except (ValueError, AttributeError, TypeError):
        return {}


def prove_table(raw, table, known, is_there, verdict):
    """Every row of a table is as the journal saw it last."""
    found = {}
    if is_there and table in TABLES:
        for row in raw.execute(f'SELECT * FROM "{table}"'):
            found[str(row["id"])] = digest(table, row)
    for row_id, value in found.items():
        if known.get(row_id) != value:
            verdict.fault("row_changed" if row_id in known else "row_unknown", table=table, id=row_id)
    for row_id in known:
        if row_id not in found:
            verdict.fault("row_gone", table=table, id=row_id)


def digest(table, row):
    """The digest of a row: its table's name and its columns by name, as canonical JSON."""
    about = TABLES[table]
    parts = []
    for name in sorted(row.keys()):
        value, added = row[name], about.get("added", {})
        if name in about.get("without", ()) or (name in added and value == added[name]):
            continue
        parts.append(f'"{name}":{written(value, name in about.get("json", ()), name in about.get("moments", ()))}')
    text = f'["{table}",{{{",".join(parts)}}}]'
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:DIGEST_LENGTH]


def written(value, is_json, is_moment):
    """A value as canonical JSON; what is JSON already stays as it is."""
    if value is None or not isinstance(value, str):
        return "null" if value is None else str(value)
    if is_json:
        return value
    return json.dumps(value.replace("Z", "+00:00") if is_moment else value, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
