"""All parts of the settings, in the order of the list at the left."""

from typing import Final

from pos_desktop.ui.programme.parts.page import Part
from pos_desktop.ui.programme.parts.points import LIMITS_PART, POINTS_PART
from pos_desktop.ui.programme.parts.rules import RULES_PART
from pos_desktop.ui.programme.parts.tiers import TIERS_PART

PARTS: Final[tuple[Part, ...]] = (POINTS_PART, TIERS_PART, RULES_PART, LIMITS_PART)
