"""All deeds by the id of their button."""

from collections.abc import Callable, Hashable

from pos_desktop.services.members.roster import MemberDetail
from pos_desktop.ui.members.deeds import (
    consent,
    credit,
    exporting,
    grouping,
    joining,
    neighbours,
    papers,
    people,
    points,
    receipts,
)
from pos_desktop.ui.members.deeds.deed import Deed, Office

_DEEDS: dict[str, Callable[..., Deed]] = {
    "adjust": points.AdjustPoints, "extend": points.ExtendLot, "reinstate": points.ReinstateLot,
    "give": points.GivePoints, "neighbour": neighbours.IssueForNeighbour,
    "merge": joining.MergeMembers, "part": joining.PartMembers,
    "pin": people.SetMemberPin, "birthday": people.SetBirthday, "tier": people.GiveTierByHand,
    "end-tier": people.EndTierByHand, "erase": people.EraseMember, "export": exporting.ExportMember,
    "groups": grouping.SetMemberGroups, "consent": consent.AskConsent, "withdraw": consent.WithdrawConsent,
    "holder": people.KeepHolder, "holder-card": people.HolderDeed,
    "move": receipts.MoveSale, "claim": receipts.ClaimSale, "draw": receipts.DrawTicket,
    "voucher": receipts.IssueVoucher, "reissue": receipts.ReissueCard,
    "limit": credit.SetCreditLimit, "write-off": credit.WriteOffDebt, "save": receipts.SaveCard,
    "welcome": papers.PrintWelcome, "statement": papers.PointsPaper,
}  # fmt: skip


def deed_of(key: Hashable, office: Office, about: MemberDetail) -> Deed:
    """The deed behind a button: its name, or a tuple of its name and what it is about."""
    name, *more = key if isinstance(key, tuple) else (key,)
    return _DEEDS[name](office, about, *more)
