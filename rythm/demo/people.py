"""The people of the two demo tenants: all invented, and the same in every installation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

PASSWORD = "rythm-demo"  # noqa: S105 - shown on the sign-in page
SEED = "rythm demo 1"
ORGANISATION = "Tideline Gyms"
"""Both gyms are of one owner, who compares them."""

Sex = Literal["female", "male"]
Level = Literal["beginner", "intermediate", "advanced"]


@dataclass(frozen=True, slots=True)
class Persona:
    """How somebody trains: enough to make up believable weeks.

    Days are weekdays (0 is Monday), or, with `days_count_from_today`, days before today modulo 7: then they
    trained yesterday and have not trained today, on whichever day the demo is opened. `weeks` is how long
    they have been here if not as long as most, `away` the weeks before today in which they were not.
    """

    sex: Sex
    bodyweight_kg: int
    level: Level
    days: frozenset[int]
    hour: int
    templates: tuple[str, ...]
    days_count_from_today: bool = False
    skipped_sessions: float = 0.08
    skipped_weeks: float = 0.0
    rates_effort: float = 0.7
    writes_notes: float = 0.15
    weeks: int | None = None
    away: frozenset[int] = frozenset()
    stopped_days_ago: int = 0
    lately: frozenset[int] = frozenset()
    """The days of the last 30 days, for somebody who trains less than before."""
    peaks_in_week: int | None = None
    """After this week of the history nothing grows any more."""
    last_note: str = ""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody with an account in the demo; athletes have a persona."""

    email: str
    name: str
    role: Literal["athlete", "coach", "tenant_admin", "org_admin", "system_admin"]
    persona: Persona | None = None


@dataclass(frozen=True, slots=True)
class DemoTenant:
    """One demo gym; `clients` says which coach looks after whom, by address."""

    slug: str
    name: str
    brand: str
    on_brand: str
    people: tuple[DemoPerson, ...]
    clients: Mapping[str, tuple[str, ...]]

    @property
    def athletes(self) -> tuple[DemoPerson, ...]:
        """Those who train here."""
        return tuple(person for person in self.people if person.persona is not None)


def _days(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


_SPLIT = ("Upper A", "Lower A", "Upper B", "Lower B")
_BASICS = ("Basics",)
_STUDIO = ("Studio A", "Studio B")

HARBOR = DemoTenant(
    slug="harbor",
    name="Harbor Strength",
    brand="#c8f135",
    on_brand="#14170a",
    people=(
        DemoPerson("owner@harbor.demo", "Vera Lund", "org_admin"),
        DemoPerson("admin@harbor.demo", "Ines Ferreira", "tenant_admin"),
        DemoPerson("coach@harbor.demo", "Tom Okafor", "coach"),
        DemoPerson("hana@harbor.demo", "Hana Sato", "coach"),
        DemoPerson(
            "athlete@harbor.demo",
            "Maya Lindqvist",
            "athlete",
            Persona(
                "female",
                66,
                "intermediate",
                _days(0, 1, 3, 5),
                17,
                _SPLIT,
                days_count_from_today=True,
                skipped_sessions=0.04,
                rates_effort=0.95,
                weeks=64,
                away=_days(17, 18, 19, 46),
            ),
        ),
        DemoPerson(
            "jonas@harbor.demo",
            "Jonas Beck",
            "athlete",
            Persona("male", 84, "intermediate", _days(0, 2, 4), 6, _SPLIT, stopped_days_ago=9),
        ),
        DemoPerson(
            "priya@harbor.demo",
            "Priya Nair",
            "athlete",
            Persona(
                "female",
                58,
                "intermediate",
                _days(1, 3, 6),
                7,
                _SPLIT,
                skipped_sessions=0.0,
                lately=_days(1, 6),
            ),
        ),
        DemoPerson(
            "leo@harbor.demo",
            "Leo Marchetti",
            "athlete",
            Persona(
                "male",
                92,
                "advanced",
                _days(0, 1, 3, 4),
                18,
                _SPLIT,
                skipped_sessions=0.0,
                writes_notes=0.0,
                peaks_in_week=2,
            ),
        ),
        DemoPerson(
            "amara@harbor.demo",
            "Amara Diallo",
            "athlete",
            Persona("female", 71, "advanced", _days(0, 2, 3, 5), 16, _SPLIT, rates_effort=1.0),
        ),
        DemoPerson(
            "elin@harbor.demo",
            "Elin Sorensen",
            "athlete",
            Persona("female", 63, "beginner", _days(1, 3, 5), 9, _BASICS, rates_effort=0.3),
        ),
        DemoPerson(
            "kofi@harbor.demo",
            "Kofi Mensah",
            "athlete",
            Persona(
                "male",
                78,
                "intermediate",
                _days(1, 3, 5),
                19,
                _SPLIT,
                days_count_from_today=True,
                skipped_sessions=0.1,
                skipped_weeks=0.15,
                rates_effort=0.4,
                lately=_days(3),
            ),
        ),
        DemoPerson(
            "sofia@harbor.demo",
            "Sofia Almeida",
            "athlete",
            Persona(
                "female",
                60,
                "beginner",
                _days(0, 2, 5),
                12,
                _BASICS,
                skipped_sessions=0.0,
                weeks=3,
                rates_effort=0.5,
                last_note="Left shoulder pinches on the press since Monday. Should I leave it out?",
            ),
        ),
    ),
    clients={
        "coach@harbor.demo": (
            "athlete@harbor.demo",
            "jonas@harbor.demo",
            "priya@harbor.demo",
            "leo@harbor.demo",
            "sofia@harbor.demo",
            "kofi@harbor.demo",
        ),
        "hana@harbor.demo": ("amara@harbor.demo", "elin@harbor.demo"),
    },
)

NORTH = DemoTenant(
    slug="north",
    name="North Studio",
    brand="#2b66ff",
    on_brand="#ffffff",
    people=(
        DemoPerson("admin@north.demo", "Ruth Adeyemi", "tenant_admin"),
        DemoPerson("coach@north.demo", "Noor Haddad", "coach"),
        DemoPerson("mateo@north.demo", "Mateo Quispe", "coach"),
        DemoPerson(
            "athlete@north.demo",
            "Yuki Brandt",
            "athlete",
            Persona(
                "male", 74, "intermediate", _days(1, 3, 5), 18, (*_STUDIO, "Upper body day"),
                days_count_from_today=True, skipped_sessions=0.04, rates_effort=0.9,
            ),
        ),
        DemoPerson(
            "carla@north.demo",
            "Carla Mendes",
            "athlete",
            Persona("female", 69, "intermediate", _days(1, 3, 5), 7, _STUDIO, stopped_days_ago=9),
        ),
        DemoPerson(
            "oskar@north.demo",
            "Oskar Nilsen",
            "athlete",
            Persona("male", 88, "beginner", _days(0, 3, 5), 17, _STUDIO, weeks=3, rates_effort=0.4),
        ),
        DemoPerson(
            "thandi@north.demo",
            "Thandi Mokoena",
            "athlete",
            Persona("female", 64, "advanced", _days(0, 2, 4, 5), 6, ("Glutes and core", "Upper body day")),
        ),
        DemoPerson(
            "ravi@north.demo",
            "Ravi Pillai",
            "athlete",
            Persona(
                "male", 71, "beginner", _days(1, 4, 6), 20, _STUDIO,
                weeks=8, skipped_weeks=0.1, stopped_days_ago=27,
            ),
        ),
        DemoPerson(
            "freya@north.demo",
            "Freya Holm",
            "athlete",
            Persona(
                "female", 75, "intermediate", _days(0, 2, 4), 8, ("Glutes and core", "Studio B"), weeks=10
            ),
        ),
        DemoPerson(
            "zofia@north.demo",
            "Zofia Wrona",
            "athlete",
            Persona("female", 55, "beginner", _days(1, 3, 6), 10, (*_STUDIO, "Glutes and core")),
        ),
        DemoPerson(
            "eli@north.demo",
            "Eli Navarro",
            "athlete",
            Persona(
                "male", 81, "intermediate", _days(0, 1, 3, 5), 19, ("Upper body day", *_STUDIO),
                skipped_sessions=0.15, writes_notes=0.3,
            ),
        ),
    ),
    clients={
        "coach@north.demo": (
            "athlete@north.demo",
            "carla@north.demo",
            "oskar@north.demo",
            "thandi@north.demo",
            "eli@north.demo",
        ),
        "mateo@north.demo": ("ravi@north.demo", "freya@north.demo", "zofia@north.demo"),
    },
)  # fmt: skip

TENANTS = (HARBOR, NORTH)
SYSTEM_ADMIN = DemoPerson("system@rythm.demo", "Sam Keller", "system_admin")
