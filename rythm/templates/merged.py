"""Lines of a template after some of their exercises were merged into others."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from rythm.templates.schemas import LONGEST_NOTE, MOST_ALTERNATIVES, TemplateLine
from rythm.templates.sets import MAX_SETS


def moved(lines: Sequence[TemplateLine], into: Mapping[UUID, UUID]) -> list[TemplateLine]:
    """The lines with each exercise replaced by the one it was merged `into`.

    A template has no exercise twice: the sets, the alternatives and the note of a second line follow those of
    the first.
    """
    found: dict[UUID, TemplateLine] = {}
    for line in lines:
        now = _moved(line, into)
        there = found.get(now.exercise_id)
        found[now.exercise_id] = now if there is None else _joined(there, now)
    return _grouped(found.values())


def _moved(line: TemplateLine, into: Mapping[UUID, UUID]) -> TemplateLine:
    exercise_id = into.get(line.exercise_id, line.exercise_id)
    alternatives = dict.fromkeys(into.get(each, each) for each in line.alternatives)
    alternatives.pop(exercise_id, None)
    changed: dict[str, Any] = {"exercise_id": exercise_id, "alternatives": list(alternatives)}
    return line.model_copy(update=changed)


def _joined(there: TemplateLine, more: TemplateLine) -> TemplateLine:
    changed: dict[str, Any] = {
        "sets": [*there.sets, *more.sets][:MAX_SETS],
        "alternatives": list(dict.fromkeys((*there.alternatives, *more.alternatives)))[:MOST_ALTERNATIVES],
        "note": " ".join(dict.fromkeys(filter(None, (there.note, more.note))))[:LONGEST_NOTE],
    }
    return there.model_copy(update=changed)


def _grouped(lines: Collection[TemplateLine]) -> list[TemplateLine]:
    """A superset that has only one exercise left is none."""
    sizes = Counter(line.group_number for line in lines)
    alone = {"group_number": None, "group_rest_seconds": None}
    return [line if sizes[line.group_number] > 1 else line.model_copy(update=alone) for line in lines]
