"""Replays the tier of an account in its own order and compares every move with what was kept."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rows import AccountRows, AdoptedRow, Problem, ReturnRow, SaleRow, TierRow
from pos_desktop.loyalty.tier_corrections import after_parting, after_refund, made_by, moves_under, resting_on
from pos_desktop.loyalty.tier_windows import Timeline
from pos_desktop.loyalty.tiers import TierChange, TierMove, TierState, advance, after_sale, last_state

if TYPE_CHECKING:
    from pos_desktop.core.ids import Id

Event = SaleRow | ReturnRow | AdoptedRow


class TierReplay:
    """One account's tier as its rows make it, from the first to the last."""

    def __init__(self, rows: AccountRows, programmes: Mapping[int, Programme]) -> None:
        self._rows, self._programmes = rows, programmes
        self._kept = sorted(rows.tiers, key=lambda row: row.seq)
        self._state = _first_state(rows, programmes)
        self._activity = Timeline()
        self._played: list[tuple[Id | None, TierChange]] = []

    def problems(self) -> Iterator[Problem]:
        """Moves that were kept and are not due, moves that are due and were not kept, a cache that differs."""
        events: list[Event] = sorted((*self._rows.sales, *self._rows.returns, *self._rows.adopted), key=_seq)
        for event in events:
            before = self._take_before(event.seq)
            yield from self._loose([row for row in before if not _belongs(row, event)])
            if isinstance(event, AdoptedRow):
                self._activity.append(event.signed)
            else:
                yield from self._own(event, [row for row in before if _belongs(row, event)])
        yield from self._loose(self._kept)
        if self._state != self._rows.tier:
            detail = f"replayed {_words(self._state)}, kept {_words(self._rows.tier)}"
            yield Problem("tier", "account", self._rows.id, detail)

    def _take_before(self, seq: int) -> list[TierRow]:
        taken = [row for row in self._kept if row.seq < seq]
        self._kept = self._kept[len(taken) :]
        return taken

    # --- moves of a sale or a refund: exactly those that the rules give ---

    def _own(self, event: SaleRow | ReturnRow, mine: list[TierRow]) -> Iterator[Problem]:
        moves = self._moves_of_sale(event) if isinstance(event, SaleRow) else self._moves_of_return(event)
        if [row.change for row in mine] != moves:
            table, where = ("tier_change", mine[0].id) if mine else ("account", self._rows.id)
            what = "sale" if isinstance(event, SaleRow) else "refund"
            yield Problem("tier", table, where, f"moves of {what} {event.id} differ")
        self._state = last_state(self._state, moves)
        self._played += [(event.id, change) for change in moves]

    def _moves_of_sale(self, sale: SaleRow) -> list[TierChange]:
        programme, day, joined_on = self._programmes[sale.programme_version], sale.business_date, self._rows.joined_on
        due = list(advance(programme, self._state, self._activity, day, joined_on))
        self._activity.append(sale.activity)
        if sale.activity.amount(programme.metric) <= 0:
            return due
        return due + list(after_sale(programme, last_state(self._state, due), self._activity, day, joined_on))

    def _moves_of_return(self, back: ReturnRow) -> list[TierChange]:
        programme, joined_on = self._programmes[back.programme_version], self._rows.joined_on
        due = list(advance(programme, self._state, self._activity, back.day, joined_on))
        self._activity.append(back.activity)
        made = made_by([*self._played, *((None, change) for change in due)], back.sale_id)
        return due + list(after_refund(
            programme, last_state(self._state, due), self._activity, back.day, made=made, made_at=back.sold_at,
            at=back.at, joined_on=joined_on,
        ))  # fmt: skip

    # --- moves of jobs, edits and merges: each must be one that the rules allow on its day ---

    def _loose(self, rows: list[TierRow]) -> Iterator[Problem]:
        for row in rows:
            if row.change not in self._allowed(self._programmes[row.programme_version], row.change):
                yield Problem("tier", "tier_change", row.id, f"{row.change.move} on {row.change.on} is not due")
            self._state = row.change.after
            self._played.append((row.sale_id, row.change))

    def _allowed(self, programme: Programme, change: TierChange) -> list[TierChange]:
        """The first move that the rules give on a day, by the cause that its kind names."""
        on, joined_on = change.on, self._rows.joined_on
        if change.move is TierMove.REGRADE:
            return list(moves_under(programme, self._state, self._activity, on, joined_on))
        if change.move is TierMove.REVERSAL:
            return self._parted(programme, on)
        adopted = change.move is TierMove.UPGRADE and self._rows.adopted
        rule = after_sale if adopted else advance
        return list(rule(programme, self._state, self._activity, on, joined_on))[:1]

    def _parted(self, programme: Programme, on: date) -> list[TierChange]:
        made = resting_on(self._played)
        if made is None or not any(row.is_taken_away for row in self._rows.adopted):
            return []
        return list(after_parting(
            programme, self._state, self._activity, on, made=made, joined_on=self._rows.joined_on
        ))  # fmt: skip


def _seq(event: Event) -> int:
    return event.seq


def _belongs(row: TierRow, event: Event) -> bool:
    if isinstance(event, SaleRow):
        return row.sale_id == event.id and row.refund_id is None
    return isinstance(event, ReturnRow) and row.refund_id == event.id


def _first_state(rows: AccountRows, programmes: Mapping[int, Programme]) -> TierState:
    """The lowest tier of the programme under which the member joined."""
    lowest = {programme.tiers[0].code for programme in programmes.values()}
    code = rows.tiers[0].change.before.code if rows.tiers else rows.tier.code
    return TierState(code if code in lowest else programmes[min(programmes)].tiers[0].code)


def _words(state: TierState) -> str:
    return state.code if state.stands_until is None else f"{state.code} until {state.stands_until}"
