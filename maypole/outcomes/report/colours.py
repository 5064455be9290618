"""The colours of the style sheet as a document needs them, resolved: a typesetter knows no CSS variables."""

import re

COLOURS = {
    "paper": "#ffffff",
    "ink": "#15241c",
    "line": "#cfccba",
    "line-strong": "#6d776f",
    "poppy": "#c4212b",
    "marigold": "#9a5800",
    "leaf": "#27772f",
    "sky": "#00717f",
    "cornflower": "#3350c4",
    "foxglove": "#a8257f",
    "marigold-bright": "#ffc640",
    "leaf-bright": "#94d96b",
    "leaf-wash": "#e1f3d3",
}
VARIABLE = re.compile(r"var\(--([a-z-]+)\)")


def resolved(drawing: str) -> str:
    """Return a drawing with each variable as its colour. Raises KeyError for one that is not here."""
    return VARIABLE.sub(lambda found: COLOURS[found[1]], drawing)
