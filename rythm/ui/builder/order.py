"""The order of exercises: moving them, and tying them into supersets and circuits."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from rythm.ui.builder.lines import Block, Line, row
from rythm.ui.builder.typed import clock, read_seconds
from rythm.ui.words import count


def settled(lines: Sequence[Line]) -> list[Line]:
    """The lines with their groups numbered by place: a group stands together and is never of one."""
    runs = [list(run) for _, run in groupby(enumerate(lines), key=_run)]
    number, found = 0, []
    for run in runs:
        tied = len(run) > 1 and run[0][1].group > 0
        number += tied
        rest = next((line.group_rest for _, line in run if line.group_rest), "")
        for _, line in run:
            line.group, line.group_rest = (number, rest) if tied else (0, "")
            found.append(line)
    return found


def _run(placed: tuple[int, Line]) -> tuple[int, int]:
    place, line = placed
    return (line.group, 0) if line.group else (0, place + 1)


def blocks_of(lines: Sequence[Line]) -> list[list[Line]]:
    """The exercises, those of a group together."""
    return [[line for _, line in run] for _, run in groupby(enumerate(lines), key=_run)]


def shifted(lines: Sequence[Line], exercise_id: str, step: int) -> list[Line]:
    """An exercise one place up or down.

    Within its group it changes places; at the group's edge it leaves it; alone it passes a whole group.
    """
    blocks = blocks_of(lines)
    at, inside = next(
        (place, index)
        for place, block in enumerate(blocks)
        for index, line in enumerate(block)
        if line.exercise_id == exercise_id
    )
    block = blocks[at]
    if len(block) > 1 and 0 <= inside + step < len(block):
        block[inside], block[inside + step] = block[inside + step], block[inside]
    elif len(block) > 1:
        line = block.pop(inside)
        line.group, line.group_rest = 0, ""
        blocks.insert(at if step < 0 else at + 1, [line])
    elif 0 <= at + step < len(blocks):
        blocks[at], blocks[at + step] = blocks[at + step], blocks[at]
    return settled([line for each in blocks for line in each])


def group_shifted(lines: Sequence[Line], group: int, step: int) -> list[Line]:
    """A whole group past the block before or after it."""
    blocks = blocks_of(lines)
    at = next((place for place, block in enumerate(blocks) if block[0].group == group), -1)
    if at >= 0 and 0 <= at + step < len(blocks):
        blocks[at], blocks[at + step] = blocks[at + step], blocks[at]
    return settled([line for each in blocks for line in each])


def placed(lines: Sequence[Line], exercise_id: str, place: int) -> list[Line]:
    """An exercise dropped at a place among the others; between two of a group it joins them."""
    moved = next(line for line in lines if line.exercise_id == exercise_id)
    rest = [line for line in lines if line is not moved]
    place = max(0, min(place, len(rest)))
    before, after = (rest[place - 1].group if place else 0), (rest[place].group if place < len(rest) else 0)
    if before and before == after:
        moved.group = before
    elif moved.group not in (before, after):
        moved.group, moved.group_rest = 0, ""
    return settled([*rest[:place], moved, *rest[place:]])


def linked(lines: Sequence[Line], exercise_id: str) -> list[Line]:
    """An exercise and the one after it in one group, with all that either is tied to already."""
    place = next(index for index, line in enumerate(lines) if line.exercise_id == exercise_id)
    if place + 1 < len(lines):
        mine, theirs = lines[place], lines[place + 1]
        number = mine.group or theirs.group or max(line.group for line in lines) + 1
        joining = {group for group in (mine.group, theirs.group) if group}
        for line in (mine, theirs, *(line for line in lines if line.group in joining)):
            line.group = number
    return settled(lines)


def unlinked(lines: Sequence[Line], exercise_id: str) -> list[Line]:
    """An exercise out of its group; from the middle it goes behind it."""
    at = next(index for index, line in enumerate(lines) if line.exercise_id == exercise_id)
    line = lines[at]
    members = [index for index, each in enumerate(lines) if each.group and each.group == line.group]
    group, line.group, line.group_rest = line.group, 0, ""
    if not group or at in (members[0], members[-1]):
        return settled(lines)
    rest = [each for each in lines if each is not line]
    last = members[-1]
    return settled([*rest[:last], line, *rest[last:]])


def drawn(lines: Sequence[Line]) -> list[Block]:
    """The exercises as the page draws them: groups lettered, everything with its place."""
    made: list[Block] = []
    place = letters = 0
    for block in blocks_of(lines):
        tied = block[0].group > 0
        rows = []
        for index, line in enumerate(block):
            shown = row(line, f"{chr(65 + letters)}{index + 1}" if tied else "")
            shown.is_first, shown.is_last = place == 0, place == len(lines) - 1
            shown.can_link = place < len(lines) - 1 and not (tied and index < len(block) - 1)
            rows.append(shown)
            place += 1
        letters += tied
        made.append(
            Block(
                id=f"g-{block[0].exercise_id}" if tied else block[0].exercise_id,
                title=title(block) if tied else "",
                group=block[0].group,
                rest=block[0].group_rest,
                usual=longest([line.rest for line in block]),
                error=block[0].errors.get("group_rest", ""),
                rows=rows,
            )
        )
    return made


def longest(rests: Sequence[str]) -> str:
    """The longest of these rests, which is a group's own unless it says another."""
    found = []
    for rest in rests:
        try:
            found.append(read_seconds(rest) or 0)
        except ValueError:
            continue
    return clock(max(found, default=0))


def title(block: Sequence[Line]) -> str:
    """`Superset, 3 rounds`; from three exercises on it is a circuit."""
    name = "Superset" if len(block) == 2 else "Circuit"
    rounds = Counter(sum(one.kind != "warmup" for one in line.sets) for line in block)
    return f"{name}, {count(next(iter(rounds)), 'round')}" if len(rounds) == 1 else f"{name}, uneven rounds"


def where(lines: Sequence[Line], exercise_id: str) -> str:
    """The place of an exercise in words, to be read out: `Bench press is 2 of 6, in a superset`."""
    place = next(index for index, line in enumerate(lines) if line.exercise_id == exercise_id)
    line = lines[place]
    members = sum(each.group == line.group for each in lines) if line.group else 0
    tied = "" if not members else ", in a superset" if members == 2 else ", in a circuit"
    return f"{line.name} is {place + 1} of {len(lines)}{tied}."
