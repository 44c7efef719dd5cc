"""What would change by saving now, in the words of the versions."""

from collections.abc import Sequence
from uuid import UUID

from rythm.core.schema import Read
from rythm.templates.differences import Sheet, difference
from rythm.templates.schemas import as_kept
from rythm.ui.builder.lines import Line, check


class Was(Read):
    """A template as it was opened."""

    name: str
    description: str
    progression: str
    lines: list[Line]


def changes(was: Was, now: Was) -> list[str]:
    """Each change in words; none while something typed is not right."""
    before, after = _sheet(was), _sheet(now)
    if before is None or after is None:
        return []
    return [change.words for change in difference(before, after, _names([*was.lines, *now.lines]))]


def _sheet(of: Was) -> Sheet | None:
    taken = [check(line.model_copy(deep=True)) for line in of.lines]
    right = [line for line in taken if line is not None]
    if len(right) < len(taken):
        return None
    return Sheet(of.name, of.description, of.progression, as_kept(right))


def _names(lines: Sequence[Line]) -> dict[UUID, str]:
    return {
        UUID(known): name
        for line in lines
        for known, name in (
            (line.exercise_id, line.name),
            *((other.id, other.name) for other in line.alternatives),
        )
    }
