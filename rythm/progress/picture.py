"""A workout as a picture to share: 1080 by 1350 px in the gym's colour."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from rythm.progress.lettering import fitted, lettered
from rythm.tenancy.rules import contrast

WIDTH, HEIGHT, EDGE = 1080, 1350, 72
CANVAS, LINE = "#0e0d0c", "#2b2926"
INK, INK_2, INK_3, BAR = "#f6f3ee", "#b7b1a8", "#98928a", "#7b756d"
LOGO = ((0.32, False), (0.62, False), (1.0, True), (0.45, False), (0.75, False))
MOST_LINES = 7
FINER = 4
LEGIBLE = 4.5


@dataclass(frozen=True)
class Fact:
    """A number that matters, with its name above and its unit half as large."""

    name: str
    value: str
    unit: str = ""


@dataclass(frozen=True)
class Line:
    """One exercise and what was done of it; `is_best` when a record fell."""

    name: str
    detail: str
    is_best: bool = False


@dataclass(frozen=True)
class Picture:
    """What stands on it: words only, no e-mail address and no last name."""

    brand: str
    gym: str
    day: str
    title: str
    by: str
    facts: tuple[Fact, ...]
    lines: tuple[Line, ...]
    records: str = ""
    bars: tuple[tuple[float, bool], ...] = field(default=())


def draw(picture: Picture) -> bytes:
    """The picture as PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), CANVAS)
    pen = ImageDraw.Draw(image)
    accent = legible(picture.brand)
    _head(image, pen, picture, accent)
    _title(pen, picture)
    _facts(pen, picture.facts)
    _pulse(image, picture.bars, accent)
    _lines(pen, picture.lines, accent)
    _foot(pen, picture.records, accent)
    made = BytesIO()
    image.save(made, "PNG", compress_level=7)
    return made.getvalue()


def legible(brand: str) -> str:
    """The brand's colour, lightened as far as it takes to be read on the dark canvas."""
    colour = brand
    for _ in range(20):
        if contrast(colour, CANVAS) >= LEGIBLE:
            break
        parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
        colour = "#" + "".join(f"{part + (255 - part) // 8 + 1 if part < 255 else 255:02x}" for part in parts)
    return colour


def _bars(
    image: Image.Image, left: float, floor: float, tall: int, wide: float, gap: float, bars: Any
) -> float:
    """Round-capped bars on a floor; says where they end. Drawn larger and shrunk, so that caps are round."""
    room = round(len(bars) * (wide + gap)) + 1
    part = Image.new("RGB", (room * FINER, tall * FINER), CANVAS)
    pen = ImageDraw.Draw(part)
    for place, (height, colour) in enumerate(bars):
        x, y = place * (wide + gap) * FINER, tall - max(wide, height * tall)
        corners = (x, y * FINER, x + wide * FINER, tall * FINER - 1)
        pen.rounded_rectangle(corners, radius=wide * FINER / 2, fill=colour)
    image.paste(part.reduce(FINER), (round(left), round(floor) - tall))
    return left + len(bars) * (wide + gap) - gap


def _head(image: Image.Image, pen: Any, picture: Picture, accent: str) -> None:
    logo = [(height, accent if is_on else INK) for height, is_on in LOGO]
    end = _bars(image, EDGE, 118, 44, 8, 5, logo)
    day = lettered(picture.day, 34)
    day.write(pen, (WIDTH - EDGE, 114), INK_2, right=True)
    gym = fitted(picture.gym, 36, WIDTH - EDGE - day.width - end - 60, 26, "Rythm")
    gym.write(pen, (end + 20, 114), INK, bold=0.6)


def _title(pen: Any, picture: Picture) -> None:
    room = WIDTH - 2 * EDGE
    fitted(picture.title, 104, room, 60, "Workout").write(pen, (EDGE, 262), INK, bold=1.6)
    fitted(picture.by, 40, room, 30).write(pen, (EDGE, 330), INK_2)


def _facts(pen: Any, facts: tuple[Fact, ...]) -> None:
    step = (WIDTH - 2 * EDGE) / max(1, len(facts))
    for place, fact in enumerate(facts):
        left = EDGE + place * step
        lettered(fact.name, 32).write(pen, (left, 424), INK_3)
        unit = lettered(fact.unit, 34)
        room = step - 28 - (unit.width + 10 if fact.unit else 0)
        value = fitted(fact.value, 80, room, 44)
        value.write(pen, (left, 506), INK, bold=1.2)
        unit.write(pen, (left + value.width + 12, 506), INK_2)


def _pulse(image: Image.Image, bars: tuple[tuple[float, bool], ...], accent: str) -> None:
    if not bars:
        return
    room, gap = WIDTH - 2 * EDGE, 0.45
    wide = min(22.0, room / (len(bars) + (len(bars) - 1) * gap))
    coloured = [(height, accent if is_on else BAR) for height, is_on in bars]
    _bars(image, EDGE, 680, 116, wide, wide * gap, coloured)


def _lines(pen: Any, lines: tuple[Line, ...], accent: str) -> None:
    shown, top = lines[:MOST_LINES], 768
    step = min(92, (HEIGHT - 126 - top) // max(1, len(shown)))
    for place, line in enumerate(shown):
        floor = top + place * step
        if place:
            rule = floor - step // 2 - 13
            pen.line((EDGE, rule, WIDTH - EDGE, rule), fill=LINE, width=2)
        detail = fitted(line.detail, 34, 480, 26)
        detail.write(pen, (WIDTH - EDGE, floor), accent if line.is_best else INK_2, right=True)
        room = WIDTH - 2 * EDGE - detail.width - 32
        name = fitted(line.name, 38, room, 30, f"Exercise {place + 1}")
        name.write(pen, (EDGE, floor), INK, bold=0.5)
    if len(lines) > MOST_LINES:
        rest = lettered(f"and {len(lines) - MOST_LINES} more", 32)
        rest.write(pen, (EDGE, top + MOST_LINES * step - 10), INK_3)


def _foot(pen: Any, records: str, accent: str) -> None:
    if records:
        lettered(records, 38).write(pen, (EDGE, HEIGHT - 60), accent, bold=0.8)
    lettered("Rythm", 32).write(pen, (WIDTH - EDGE, HEIGHT - 60), INK_3, right=True)
