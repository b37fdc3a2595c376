"""All parts of the settings, in the order of the list at the left."""

from typing import Final

from pos_desktop.ui.programme.parts.deals import PROMOTIONS_PART, REWARDS_PART
from pos_desktop.ui.programme.parts.games import GAMES_PART
from pos_desktop.ui.programme.parts.money import PLANS_PART, STORED_PART
from pos_desktop.ui.programme.parts.page import Part
from pos_desktop.ui.programme.parts.people import DAYS_PART, GIVING_PART, PARTNERS_PART, REFERRAL_PART
from pos_desktop.ui.programme.parts.points import LIMITS_PART, POINTS_PART
from pos_desktop.ui.programme.parts.rules import RULES_PART
from pos_desktop.ui.programme.parts.tiers import TIERS_PART

PARTS: Final[tuple[Part, ...]] = (
    POINTS_PART, TIERS_PART, RULES_PART, REWARDS_PART, PROMOTIONS_PART, STORED_PART, PLANS_PART, GAMES_PART,
    GIVING_PART, PARTNERS_PART, DAYS_PART, REFERRAL_PART, LIMITS_PART,
)  # fmt: skip
