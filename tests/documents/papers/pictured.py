"""Pictures of papers, kept as PNG, and how two of them are compared."""

from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageChops

from pos_desktop.wording import in_language
from printing.devices.profiles import PROFILES
from printing.paper.thermal import pictures
from tests.documents.papers.every import PAPERS, RECEIPTS

KEPT = Path(__file__).parent / "pictures"
MOST_DOTS = 2
"""So many dots of a picture may differ. The two letters that look most alike, in the smallest size, differ in three
(`test_pictures.py` looks): a changed letter is always seen, and a dot that another build of FreeType rounds otherwise
is let pass. Another version of FreeType may draw many: look at the pictures, and renew them."""
LANGUAGES = ("vi", "en")


def names() -> Iterator[str]:
    """Every paper on 58 and 80 mm in both languages; the receipts on the 512 dots of older machines too."""
    for paper in PAPERS:
        for profile in ("58mm", "80mm", *(("80mm-512",) if paper in RECEIPTS else ())):
            for language in LANGUAGES:
                yield f"{paper}.{PROFILES[profile].width_dots}.{language}"


def drawn(name: str) -> Image.Image:
    """The paper as it comes out today; several pieces one below the other."""
    paper, width, language = name.split(".")
    (profile,) = [each for each in PROFILES.values() if each.width_dots == int(width) and each.answers_status]
    pieces = pictures(PAPERS[paper](in_language(language)), profile)
    whole = Image.new("1", (int(width), sum(piece.height for piece in pieces)), 1)
    top = 0
    for piece in pieces:
        whole.paste(piece, (0, top))
        top += piece.height
    return whole


def kept(name: str) -> Path:
    """Where the picture is kept."""
    return KEPT / f"{name}.png"


def dots_between(one: Image.Image, other: Image.Image) -> int:
    """How many dots differ; what one picture has more of counts as different."""
    size = max(one.width, other.width), max(one.height, other.height)
    here, there = _on(one, size), _on(other, size)
    beyond = abs(one.width * one.height - other.width * other.height)
    return max(beyond, int(ImageChops.difference(here, there).histogram()[255]))


def side_by_side(old: Image.Image, new: Image.Image) -> Image.Image:
    """For people: what was kept, what is drawn now, and both over each other: red is gone, green is new."""
    size = max(old.width, new.width), max(old.height, new.height)
    before, after = _on(old, size), _on(new, size)
    over = Image.merge("RGB", (after, before, ImageChops.darker(before, after)))
    sheet = Image.new("RGB", (3 * size[0] + 40, size[1]), "grey")
    for place, picture in enumerate((before.convert("RGB"), after.convert("RGB"), over)):
        sheet.paste(picture, (place * (size[0] + 20), 0))
    return sheet


def _on(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("L", size, 255)
    sheet.paste(picture.convert("L"), (0, 0))
    return sheet
