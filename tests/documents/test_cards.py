"""The member card's own rules; that its QR opens the member is tested with the command."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from pos_desktop.documents.cards import COLOURS, CardHolder, card_pdf, card_png

TOKENS = Path(__file__).parents[2] / "assets" / "tokens.json"
HOLDER = CardHolder("Cà phê Mộc", "Nguyễn Thị Ngọc Ánh", "TV000012", "29" + "1" * 30, ("gold", "Vàng"))


def ground(png):
    return "#{:02X}{:02X}{:02X}".format(*Image.open(BytesIO(png)).convert("RGB").getpixel((5, 5)))


def test_the_tiers_have_the_colours_of_the_window():
    light = json.loads(TOKENS.read_text(encoding="utf-8"))["light"]

    assert {code: light[f"tier{code.title()}"] for code in COLOURS} == COLOURS


@pytest.mark.parametrize("tier", COLOURS)
def test_a_card_wears_its_tier(tier):
    assert ground(card_png(replace(HOLDER, tier=(tier, "Hạng")))) == COLOURS[tier]


def test_a_tier_that_the_shop_made_up_wears_the_plain_colour():
    assert ground(card_png(replace(HOLDER, tier=("platinum", "Bạch kim")))) == COLOURS["member"]


def test_the_same_holder_gets_the_same_bytes():
    assert card_png(HOLDER) == card_png(HOLDER)
    assert card_pdf(HOLDER) == card_pdf(HOLDER)
