"""Marks whatever a lesson prints, so that no paper of it passes for a real one."""

from dataclasses import replace

from pos_desktop.wording import Wording
from printing.paper.document import Cut, Document, Element, Mark, Space


def marked(document: Document, words: Wording) -> Document:
    """Give the document with the mark at both ends of every piece of its paper."""
    mark = Mark(words.gettext("TẬP HUẤN"))
    elements: list[Element] = []
    for element in document.elements:
        if not elements or isinstance(elements[-1], Cut):
            elements.append(mark)
        if isinstance(element, Cut):
            elements += (Space(), mark)
        elements.append(element)
    if elements and not isinstance(elements[-1], Cut):
        elements += (Space(), mark)
    return replace(document, elements=tuple(elements))
