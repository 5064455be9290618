"""How somebody likes to read: size, colour, letters, spacing, movement, layout, kept in a cookie with no account."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

COOKIE = "reading"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Choice:
    """One way to read; its value is that of the attribute on <html>, empty where nothing changes."""

    value: str
    title: str


@dataclass(frozen=True)
class Option:
    """Something about reading that can be chosen."""

    name: str
    title: str
    choices: tuple[Choice, ...]


OPTIONS = (
    Option(
        "size",
        "Size",
        (Choice("", "Normal"), Choice("large", "Large"), Choice("larger", "Larger"), Choice("largest", "Largest")),
    ),
    Option(
        "contrast",
        "Colour",
        (Choice("", "Paper"), Choice("cream", "Cream"), Choice("dark", "Dark"), Choice("high", "High contrast")),
    ),
    Option(
        "face",
        "Letters",
        (
            Choice("", "Atkinson Hyperlegible"),
            Choice("dyslexic", "OpenDyslexic"),
            Choice("system", "What this device uses"),
        ),
    ),
    Option("spacing", "Space between lines and letters", (Choice("", "Normal"), Choice("wide", "Wide"))),
    Option("motion", "Movement", (Choice("", "As this device is set"), Choice("still", "None"))),
    Option("layout", "Layout", (Choice("", "As designed"), Choice("plain", "Plain: one column, no colour fields"))),
)


def chosen(given: Mapping[str, str]) -> dict[str, str]:
    """Return the options that differ from the usual, leaving out whatever is not offered."""
    return {
        option.name: given[option.name]
        for option in OPTIONS
        if given.get(option.name) and given[option.name] in {choice.value for choice in option.choices}
    }


def from_cookie(text: str) -> dict[str, str]:
    return chosen({name: values[0] for name, values in parse_qs(text).items()})


def to_cookie(options: Mapping[str, str]) -> str:
    return urlencode(chosen(options))
