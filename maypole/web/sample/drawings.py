"""Drawings in flat cloth for the sample: fields of colour and ink lines, each cut a little differently."""

import io
from collections.abc import Callable, Sequence
from functools import cache
from itertools import cycle, islice
from random import Random

from PIL import Image, ImageDraw

WIDTH, HEIGHT, FINER = 960, 640, 2
INK, PAPER, LINEN = "#15241c", "#fffdf6", "#f4f1e4"
DEEP = {
    "poppy": "#c4212b", "marigold": "#9a5800", "leaf": "#27772f", "sky": "#00717f", "cornflower": "#3350c4",
    "foxglove": "#a8257f",
}  # fmt: skip
BRIGHT = {
    "poppy": "#ff8b7e", "marigold": "#ffc640", "leaf": "#94d96b", "sky": "#6bd5e0", "cornflower": "#a3b7ff",
    "foxglove": "#ff9bd3",
}  # fmt: skip
RIBBONS = tuple(DEEP)
LINE = 6
Point = tuple[float, float]


class Cloth:
    """A sheet to lay shapes on, measured in the picture's own pixels and drawn twice as fine."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), ground)
        self.pen = ImageDraw.Draw(self.image)

    def shape(self, points: Sequence[Point], colour: str, *, line: int = LINE) -> None:
        finer = [(x * FINER, y * FINER) for x, y in points]
        self.pen.polygon(finer, fill=colour)
        if line:
            self.pen.line([*finer, finer[0], finer[1]], fill=INK, width=line * FINER, joint="curve")

    def box(self, left: float, top: float, right: float, bottom: float, colour: str, *, line: int = LINE) -> None:
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], colour, line=line)

    def disc(self, x: float, y: float, radius: float, colour: str, *, line: int = LINE) -> None:
        around = [(x - radius) * FINER, (y - radius) * FINER, (x + radius) * FINER, (y + radius) * FINER]
        self.pen.ellipse(around, fill=colour, outline=INK if line else None, width=line * FINER)

    def thread(self, points: Sequence[Point], colour: str = INK, *, width: int = LINE) -> None:
        self.pen.line([(x * FINER, y * FINER) for x, y in points], fill=colour, width=width * FINER, joint="curve")

    def as_webp(self) -> bytes:
        out = io.BytesIO()
        self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(out, "WEBP", quality=82)
        return out.getvalue()


def others(lead: str, count: int) -> list[str]:
    """Return ribbons in turn, beginning after the one that leads."""
    at = RIBBONS.index(lead) + 1
    return list(islice(cycle(RIBBONS[at:] + RIBBONS[: at - 1]), count))


def curve(start: Point, bend: Point, end: Point, steps: int = 24) -> list[Point]:
    """Return points along a quadratic curve."""
    parts = [step / steps for step in range(steps + 1)]
    return [
        tuple((1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c for a, b, c in zip(start, bend, end, strict=True))  # type: ignore[misc]
        for t in parts
    ]


def bunting(cloth: Cloth, lead: str, height: float) -> None:
    """Hang a line of flags across the sheet."""
    line = curve((-20, height), (480, height + 110), (980, height), 18)
    cloth.thread(line)
    for at, ribbon in zip(range(1, 17, 2), others(lead, 8), strict=True):
        (left, top), (right, low) = line[at], line[at + 1]
        cloth.shape([(left, top), (right, low), ((left + right) / 2, (top + low) / 2 + 62)], BRIGHT[ribbon])


def house(lead: str, rng: Random) -> Cloth:
    """Draw a house with columns, steps and an open door."""
    cloth = Cloth(BRIGHT[lead])
    cloth.disc(rng.randint(110, 190), 190, 62, PAPER, line=0)
    cloth.box(-10, 540, 970, 650, DEEP[others(lead, 2)[1]])
    cloth.box(220, 270, 740, 520, PAPER)
    cloth.shape([(180, 270), (480, 130 - rng.randint(0, 20)), (780, 270)], DEEP[lead])
    cloth.disc(480, 216, 26, BRIGHT[others(lead, 1)[0]])
    for at, ribbon in zip((250, 350, 550, 650), others(lead, 4), strict=True):
        cloth.box(at, 290, at + 60, 500, BRIGHT[ribbon])
    cloth.box(430, 350, 530, 520, INK)
    cloth.shape([(430, 350), (470, 372), (470, 540), (430, 520)], BRIGHT["marigold"])
    for step in range(3):
        cloth.box(200 - 26 * step, 500 + 26 * step, 760 + 26 * step, 526 + 26 * step, LINEN)
    bunting(cloth, lead, 24)
    return cloth


def stage(lead: str, rng: Random) -> Cloth:
    """Draw an open stage with two curtains, a pool of light and a paper star."""
    cloth = Cloth(INK)
    cloth.shape([(400, 0), (560, 0), (740, 540), (220, 540)], BRIGHT["marigold"], line=0)
    cloth.box(-10, 520, 970, 650, DEEP[others(lead, 3)[2]])
    middle = 480 + rng.randint(-60, 60)
    cloth.thread([(middle, 0), (middle, 210)], INK)
    cloth.shape([(middle, 190), (middle + 34, 268), (middle + 116, 276), (middle + 54, 330), (middle + 72, 410),
                 (middle, 368), (middle - 72, 410), (middle - 54, 330), (middle - 116, 276), (middle - 34, 268)],
                PAPER)  # fmt: skip
    for fold in range(4):
        colour = BRIGHT[lead] if fold % 2 else DEEP[lead]
        for side in (0, 1):
            edge = [(x if side == 0 else WIDTH - x, y) for x, y in curtain(70 * fold)]
            cloth.shape(edge, colour)
    bunting(cloth, lead, -8)
    return cloth


def curtain(left: float) -> list[Point]:
    """Return one fold of a curtain that is drawn aside."""
    outer = curve((left + 90, -10), (left + 64, 300), (left + 80, 560))
    return [(left - 10, -10), *outer, (left - 10, 560)]


def shelves(lead: str, rng: Random) -> Cloth:
    """Draw two shelves of books, one leaning."""
    cloth = Cloth(BRIGHT[lead])
    for floor in (300, 580):
        at = 70.0
        for ribbon in others(lead, 12):
            width, tall = rng.randint(44, 72), rng.randint(140, 205)
            cloth.box(at, floor - tall, at + width, floor, BRIGHT[ribbon] if rng.random() < 0.5 else DEEP[ribbon])
            cloth.box(at, floor - tall + 26, at + width, floor - tall + 48, PAPER)
            at += width
            if at > 780:
                break
        cloth.shape([(at + 16, floor), (at + 64, floor), (at + 104, floor - 170), (at + 56, floor - 182)], PAPER)
        cloth.box(30, floor, 930, floor + 26, LINEN)
    return cloth


def table(lead: str, rng: Random) -> Cloth:
    """Draw a work table with pots, brushes and a bowl."""
    cloth = Cloth(BRIGHT[lead])
    cloth.box(90, 90, 330, 330, PAPER)
    cloth.thread([(210, 90), (210, 330)])
    cloth.thread([(90, 210), (330, 210)])
    for at, ribbon in zip((400, 560, 730), others(lead, 3), strict=True):
        tall = rng.randint(120, 200)
        for lean in (-46, 0, 40):
            cloth.thread([(at + 50, 470 - tall), (at + 50 + lean, 400 - tall - rng.randint(20, 60))], width=12)
        cloth.shape(
            [(at, 470 - tall), (at + 100, 470 - tall), (at + 116, 400), (at + 90, 470), (at + 10, 470), (at - 16, 400)],
            DEEP[ribbon],
        )
        cloth.box(at - 14, 420 - 0.3 * tall, at + 114, 440 - 0.3 * tall, BRIGHT[ribbon])
    cloth.shape([(120, 390), (330, 390), (280, 470), (170, 470)], BRIGHT[others(lead, 4)[3]])
    cloth.box(30, 470, 930, 510, LINEN)
    for leg in (90, 810):
        cloth.box(leg, 510, leg + 50, 650, PAPER)
    return cloth


def dance(lead: str, rng: Random) -> Cloth:
    """Draw people who dance around a pole, each with a ribbon; none has a face."""
    cloth = Cloth(BRIGHT[lead])
    cloth.box(-10, 530, 970, 650, DEEP["leaf" if lead != "leaf" else "sky"])
    places = (120, 290, 670, 840)
    for at, ribbon in zip(places, others(lead, 4), strict=True):
        hand = at + 74 if at < 480 else at - 74
        cloth.thread(curve((480, 84), ((480 + at) / 2, 120), (hand, 372)), DEEP[ribbon], width=24)
    cloth.box(466, 80, 494, 560, INK)
    cloth.disc(480, 70, 30, PAPER)
    for at, ribbon in zip(places, others(lead, 4), strict=True):
        dancer(cloth, at, 560 + rng.randint(-8, 24), DEEP[ribbon], 1 if at < 480 else -1)
    return cloth


def dancer(cloth: Cloth, at: float, ground: float, colour: str, towards: int) -> None:
    """Draw one dancer who leans towards the pole."""
    for foot in (-34, 44):
        cloth.thread([(at, ground - 90), (at + foot * towards, ground)], width=20)
    cloth.thread([(at, ground - 190), (at + 6 * towards, ground - 236)], width=18)
    cloth.thread([(at - 66 * towards, ground - 130), (at, ground - 184), (at + 74 * towards, 372)], width=18)
    cloth.shape(
        [(at - 20, ground - 200), (at + 20, ground - 200), (at + 62, ground - 76), (at - 62, ground - 76)], colour
    )
    cloth.disc(at + 12 * towards, ground - 232, 30, PAPER)


def loom(lead: str, rng: Random) -> Cloth:
    """Draw a piece of weaving on its frame, half done."""
    cloth = Cloth(LINEN)
    cloth.box(110, 50, 850, 590, DEEP[lead])
    cloth.box(150, 90, 810, 550, PAPER)
    for column in range(11):
        cloth.thread([(180 + 60 * column, 90), (180 + 60 * column, 550)])
    for row, ribbon in enumerate(others(lead, 6 + rng.randint(0, 1))):
        for column in range(11):
            if (row + column) % 2:
                left, top = 150 + 60 * column, 500 - 50 * row
                cloth.box(left, top, left + 60, top + 50, BRIGHT[ribbon])
            else:
                left, top = 150 + 60 * column, 500 - 50 * row
                cloth.box(left, top, left + 60, top + 50, DEEP[ribbon], line=0)
    return cloth


DRAWINGS: dict[str, Callable[[str, Random], Cloth]] = {
    "house": house,
    "stage": stage,
    "shelves": shelves,
    "table": table,
    "dance": dance,
    "loom": loom,
}


@cache
def drawn(motif: str, ribbon: str) -> bytes:
    """Return a drawing as WebP; the same words give the same picture."""
    return DRAWINGS[motif](ribbon, Random(f"{motif} {ribbon}")).as_webp()
