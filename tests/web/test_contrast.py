"""Every colour keeps its contrast, in every theme: text 4.5 to 1, ink 7 to 1, edges of inputs 3 to 1."""

import re

import pytest
from django.conf import settings

RIBBONS = ("poppy", "marigold", "leaf", "sky", "cornflower", "foxglove")
FOLDER = settings.BASE_DIR / "assets/css"


def colours(block):
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{3,6})\b", block))


def themes():
    plain = colours(re.search(r":root \{(.*?)\n\}", (FOLDER / "tokens.css").read_text(), re.S)[1])
    found = {"paper": plain}
    for name, block in re.findall(r'data-contrast="(\w+)"\] \{(.*?)\n\}', (FOLDER / "themes.css").read_text(), re.S):
        found[name] = plain | colours(block)
    return found


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_there_are_four_themes():
    assert set(themes()) == {"paper", "cream", "high", "dark"}


@pytest.mark.parametrize("theme", ["paper", "cream", "high", "dark"])
def test_text_can_be_read(theme):
    colour = themes()[theme]
    for ground in ("paper", "linen"):
        assert ratio(colour["ink"], colour[ground]) >= 7
        assert ratio(colour["ink-soft"], colour[ground]) >= 4.5
        assert ratio(colour["line-strong"], colour[ground]) >= 3
    for ribbon in RIBBONS:
        assert ratio(colour[ribbon], colour["paper"]) >= 4.5, ribbon
        assert ratio(colour[ribbon], colour["linen"]) >= 4.5, ribbon
        assert ratio(colour[ribbon], colour[f"{ribbon}-wash"]) >= 4.5, ribbon
        assert ratio(colour["on-bright"], colour[f"{ribbon}-bright"]) >= 4.5, ribbon
