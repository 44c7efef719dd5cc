"""The picture of a workout: what it says, what it keeps to itself, and that it can be read."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from rythm.core.context import open_context
from rythm.core.errors import NotFound
from rythm.core.ids import uuid7
from rythm.progress import lettering, picture, sharing
from rythm.tenancy.rules import contrast
from rythm.workouts.views import SetView
from tests.fixtures.training import Done, Lift, add_exercise, log_workout

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


def done(**facts) -> SetView:
    known = dict.fromkeys(
        ("weight_kg", "reps", "rpe", "duration_seconds", "distance_m", "counted_kg", "one_rep_max_kg"), None
    )
    known["volume_kg"] = 0
    return SetView(id=uuid7(), position=0, kind="working", done_at=NOW, **known).model_copy(update=facts)


def loaded(kg: str, reps: int, best: str | None = None, kind: str = "working") -> SetView:
    estimate = None if best is None else Decimal(best)
    return done(weight_kg=Decimal(kg), counted_kg=Decimal(kg), reps=reps, one_rep_max_kg=estimate, kind=kind)


@pytest.mark.parametrize(
    ("sets", "unit", "said"),
    [
        ([loaded("60", 9, kind="warmup"), loaded("85", 6, "102"), loaded("80", 6, "96")], "kg",
         "2 sets, 85 kg x 6"),
        ([loaded("83.91458845", 5, "97.9")], "lb", "1 set, 185 lb x 5"),
        ([done(reps=8), done(reps=12)], "kg", "2 sets, 12 reps"),
        ([done(distance_m=Decimal(5200), duration_seconds=1450)], "kg", "1 set, 5.2 km in 24:10"),
        ([done(weight_kg=Decimal(24), distance_m=Decimal(40))], "kg", "1 set, 24 kg, 40 m"),
        ([done(duration_seconds=90)], "kg", "1 set, 1:30"),
        ([loaded("20", 5, kind="warmup")], "kg", "1 set, 20 kg x 5"),
        ([done()], "kg", "1 set"),
    ],
)  # fmt: skip
def test_an_exercise_in_a_line(sets, unit, said):
    assert sharing.summed_up(sets, unit) == said


@pytest.mark.parametrize(
    ("name", "first"),
    [("Maya Lindqvist", "Maya"), ("", ""), ("Cher", "Cher"), ("maya@harbor.demo", ""), ("  Ann Lee ", "Ann")],
)
def test_only_the_first_name(name, first):
    assert sharing.first_name(name) == first


@pytest.mark.parametrize("brand", ["#c8f135", "#000000", "#101010", "#2b66ff", "#ffffff", "#7c3aed"])
def test_any_brand_can_be_read_on_it(brand):
    assert contrast(picture.legible(brand), picture.CANVAS) >= 4.5
    assert picture.legible("#c8f135") == "#c8f135"


@pytest.fixture
def bare(monkeypatch):
    """A machine without any font."""
    monkeypatch.setattr(lettering, "system_fonts", lambda: ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Größe – 3 × 8", "Grosse - 3 x 8"), ("Łódź", "Lodz"), ("Día ½", "Dia 1/2"),
        ("Vie\u0302\u0323t", "Viet"),
        ("Йога", "Yoga"), ("Щука Іван", "Shchuka Ivan"), ("Άσκηση", "Askisi"), ("한국 A", "Hangug A"),
        ("ベンチ", "Benchi"), ("日本 A", "A"), ("A 日本 B", "A B"), ("日本", "Workout"), ("مرحبا", "Workout"),
        ("Leg day 💪🏽", "Leg day"), ("👩‍🚒", "Workout"), ("", "Workout"), ("\x00\ud800 A\u202e", "A"),
    ],
)  # fmt: skip
def test_what_no_font_here_has_is_spelled(bare, text, said):
    assert lettering.lettered(text, 40, "Workout").text == said


class Half:
    """A font that draws the same box for every letter it has not."""

    def __init__(self, letters: str) -> None:
        self.letters = letters

    def getmask(self, letter: str) -> bytes:
        return letter.encode() if letter in self.letters else b"box"


def test_a_name_is_in_one_font_if_one_has_all_of_it_and_else_in_pieces(monkeypatch):
    fonts = {"": Half("Yoga -"), "first": Half("Йога"), "second": Half("日本 Й")}
    monkeypatch.setattr(lettering, "system_fonts", lambda: ("first", "second"))
    monkeypatch.setattr(lettering, "_face", lambda path, size: fonts[path])
    lettering._has.cache_clear()
    try:
        assert lettering.lettered("Yoga", 40).pieces == (("Yoga", ""),)
        assert lettering.lettered("Йога", 40).pieces == (("Йога", "first"),)
        assert lettering.lettered("日本 Й", 40).pieces == (("日本 Й", "second"),)
        assert lettering.lettered("Йога 日本 ж", 40).pieces == (
            ("Йога ", "first"), ("日本 ", "second"), ("zh", ""),
        )  # fmt: skip
    finally:
        lettering._has.cache_clear()


NAMES = (
    "Größe",
    "Жим лёжа",
    "ضغط الصدر",
    "深蹲",
    "벤치",
    "ท่า",
    "नमस्ते",
    "💪",
    "e" + "\u0301" * 40,
    "\U0010ffff",
)


@pytest.mark.parametrize("fonts", ["of this machine", "none"])
def test_names_of_every_script_are_drawn(monkeypatch, fonts):
    if fonts == "none":
        monkeypatch.setattr(lettering, "system_fonts", lambda: ())
    for name in NAMES:
        shown = picture.Picture(
            brand="#c8f135", gym=name, day="Fri 20 Nov 2026", title=f"{name} " * 20, by=name,
            facts=(picture.Fact("Sets", "2"),), lines=(picture.Line(name, "2 sets"),) * 9,
        )  # fmt: skip
        assert Image.open(BytesIO(picture.draw(shown))).size == (1080, 1350)


def test_a_long_text_gets_smaller_and_then_is_cut():
    made = lettering.fitted("Upper A", 100, 900, 50)
    assert (made.text, made.size) == ("Upper A", 100)
    made = lettering.fitted("A rather long title", 100, 700, 50)
    assert (made.text, 50 <= made.size < 100) == ("A rather long title", True)
    made = lettering.fitted("word " * 60, 100, 700, 50)
    assert made.text.endswith("...")
    assert made.width <= 700


async def test_the_picture_of_a_workout(gym):
    bench, run = (
        await add_exercise(gym.tenant_id, "Bench press"),
        await add_exercise(gym.tenant_id, "Run", "duration"),
    )
    await log_workout(gym.member, NOW - timedelta(days=7), [Lift(bench, [Done("80", 5)])])
    best = await log_workout(
        gym.member,
        NOW,
        [Lift(bench, [Done("60", 5, "warmup"), Done("85", 5)]), Lift(run, [Done()])],
        title="",
    )
    for who in (gym.member, gym.coach):
        async with open_context(who.credential) as ctx:
            made = await sharing.picture(ctx, best.id)
        shown = Image.open(BytesIO(made))
        assert (shown.format, shown.size) == ("PNG", (1080, 1350))
        assert len(made) < 400_000
        colours = {colour for _, colour in shown.getcolors(1 << 24)}
        assert (0xC8, 0xF1, 0x35) in colours, "the best is marked in the gym's colour"


async def test_what_it_says_and_what_not(gym, monkeypatch):
    bench = await add_exercise(gym.tenant_id, "Bench press")
    logged = await log_workout(gym.member, NOW, [Lift(bench, [Done("85", 6), Done("80", 6)])])
    drawn = []
    monkeypatch.setattr(sharing, "draw", lambda shown: drawn.append(shown) or b"")
    async with open_context(gym.member.credential) as ctx:
        await sharing.picture(ctx, logged.id)
    (shown,) = drawn
    assert (shown.title, shown.day, shown.by) == ("Upper A", "Fri 20 Nov 2026", "Member")
    assert [(fact.name, fact.value, fact.unit) for fact in shown.facts] == [
        ("Time", "1:00", "h"), ("Volume", "990", "kg"), ("Sets", "2", ""),
    ]  # fmt: skip
    assert shown.lines == (picture.Line("Bench press", "2 sets, 85 kg x 6"),)
    assert gym.member.email not in repr(shown)


async def test_nobody_else_gets_it(gym, next_door, system_admin):
    logged = await log_workout(gym.member, NOW)
    running = await log_workout(gym.member, NOW, minutes=None)
    for person in (gym.stranger, gym.other_coach, next_door.coach, next_door.admin, system_admin):
        async with open_context(person.credential) as ctx:
            with pytest.raises(NotFound):
                await sharing.picture(ctx, logged.id)
    async with open_context(gym.member.credential) as ctx:
        with pytest.raises(NotFound):
            await sharing.picture(ctx, running.id)
