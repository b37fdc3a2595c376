"""Draws kept pictures anew: `python -m tests.documents.papers.renew [part of a name]`. Look at them, then commit."""

import sys

from PIL import Image

from tests.documents.papers.pictured import KEPT, dots_between, drawn, kept, names


def renew(part: str = "") -> None:
    """Write the pictures whose names hold `part`, and remove those of papers that are no more."""
    KEPT.mkdir(exist_ok=True)
    wanted = set(names())
    for path in sorted(KEPT.glob("*.png")):
        if path.stem not in wanted:
            path.unlink()
            print(f"gone     {path.name}")
    for name in sorted(each for each in wanted if part in each):
        path, now = kept(name), drawn(name)
        if not path.exists() or dots_between(Image.open(path), now):
            print(f"{'changed' if path.exists() else 'new':8} {path.name}")
            now.save(path, optimize=True)


if __name__ == "__main__":
    renew(*sys.argv[1:])
