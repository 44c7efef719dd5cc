"""An exercise as it stands in the form, and as the library takes it."""

from typing import Any

from rythm.core.schema import Read
from rythm.exercises.schemas import ExerciseDetail
from rythm.ui.exercises.words import Pairs, rest_options

GUIDE_TEXTS = ("setup", "execution", "breathing", "safety")
GUIDE_LISTS = ("mistakes", "variations")
FACTS = ("name", "muscle", "equipment", "category", "level", "mechanic", "force", "rest_seconds")


class Draft(Read):
    """What the fields hold before anybody types; lists have one thing a line, aliases commas between."""

    id: str = ""
    scope: str = "user"
    name: str = ""
    muscle: str = ""
    equipment: str = ""
    category: str = "strength"
    level: str = "beginner"
    mechanic: str = ""
    force: str = ""
    is_unilateral: bool = False
    rest_seconds: str = "120"
    rests: Pairs = rest_options(120)
    aliases: str = ""
    setup: str = ""
    execution: str = ""
    breathing: str = ""
    safety: str = ""
    mistakes: str = ""
    variations: str = ""
    has_guide: bool = False


def draft_of(exercise: ExerciseDetail) -> Draft:
    """An exercise of the library in its fields."""
    facts = exercise.model_dump(include=set(FACTS) - {"rest_seconds"})
    guide = exercise.guide.model_dump() if exercise.guide else {}
    return Draft(
        **facts,
        id=str(exercise.id),
        scope=exercise.scope.value,
        is_unilateral=exercise.is_unilateral,
        rest_seconds=str(exercise.rest_seconds),
        rests=rest_options(exercise.rest_seconds),
        aliases=", ".join(exercise.aliases),
        has_guide=bool(guide),
        **{part: guide.get(part, "") for part in GUIDE_TEXTS},
        **{part: "\n".join(guide.get(part, ())) for part in GUIDE_LISTS},
    )


def typed_of(form: dict[str, Any], secondary: list[str]) -> dict[str, Any]:
    """What a submitted form says, in the library's own words; not yet checked."""
    texts = {field: str(form.get(field) or "").strip() for field in (*FACTS, "aliases", *GUIDE_TEXTS)}
    lists = {field: _lines(str(form.get(field) or ""), "\n") for field in GUIDE_LISTS}
    guide = {part: texts[part] for part in GUIDE_TEXTS} | lists
    return {field: texts[field] for field in FACTS} | {
        "secondary_muscles": [muscle for muscle in secondary if muscle != texts["muscle"]],
        "is_unilateral": form.get("is_unilateral") in ("on", True),
        "aliases": _lines(texts["aliases"], ","),
        "guide": guide if any(guide.values()) else None,
    }


def _lines(text: str, between: str) -> list[str]:
    return [part for each in text.split(between) if (part := each.strip())]
