"""What changed between two versions of a template, exactly and in words."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from rythm.templates.schemas import Change, PhoneLine
from rythm.templates.sets import PROGRESSIONS, Progression
from rythm.templates.words import clock, prescription, rests

MOST_WORDS = 6
SAID_TWICE = "As it was."
TO = "\N{RIGHTWARDS ARROW}"

Names = Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a version says."""

    name: str
    description: str
    progression: str
    lines: Sequence[PhoneLine]


def difference(before: Sheet, after: Sheet, names: Names) -> list[Change]:
    """What has to be done to `before` to make it `after`, in the order in which one reads a template.

    `names` has the name of every exercise in them, alternatives too.
    """
    old = {line.exercise_id: line for line in before.lines}
    new = {line.exercise_id: line for line in after.lines}
    changes = _of_the_head(before, after)
    changes += [_said("removed", names, each, f"Removed {names[each]}") for each in old if each not in new]
    for line in after.lines:
        name = names[line.exercise_id]
        if line.exercise_id not in old:
            told = prescription(line.sets)
            changes.append(_said("added", names, line.exercise_id, f"Added {name}", after=told))
        else:
            changes += _of_a_line(old[line.exercise_id], line, names)
    return changes + _of_the_order(before, after, names) + _of_the_groups(before, after, names)


def summary(changes: Sequence[Change]) -> str:
    """The changes in one line: `Added Plank; Bench press 3 → 4 sets, rest 2:00 → 1:30`."""
    told: list[str] = []
    for exercise, same in groupby(changes, key=lambda change: change.exercise):
        words = [change.words for change in same]
        if exercise:
            words = [words[0], *(each.removeprefix(f"{exercise} ") for each in words[1:])]
            told.append(", ".join(words))
        else:
            told += words
    if len(told) > MOST_WORDS:
        more = len(told) - MOST_WORDS + 1
        told = [*told[: MOST_WORDS - 1], f"and {more} more changes"]
    return "; ".join(told) or SAID_TWICE


def _of_the_head(before: Sheet, after: Sheet) -> list[Change]:
    changes = []
    if before.name != after.name:
        words = f"Renamed to {after.name}"
        changes.append(Change(what="name", words=words, before=before.name, after=after.name))
    if before.description != after.description:
        changes.append(
            Change(
                what="description",
                words="Described anew" if after.description else "Description removed",
                before=before.description,
                after=after.description,
            )
        )
    if before.progression != after.progression:
        was, now = (PROGRESSIONS[Progression(each.progression)] for each in (before, after))
        changes.append(
            Change(what="progression", words=f"Progression {was} {TO} {now}", before=was, after=now)
        )
    return changes


def _of_a_line(old: PhoneLine, new: PhoneLine, names: Names) -> list[Change]:
    of, name = new.exercise_id, names[new.exercise_id]
    changes = []
    if old.sets != new.sets:
        was, now = prescription(old.sets), prescription(new.sets)
        if was == now:
            was, now = rests(old.sets), rests(new.sets)
        how = f"{name} {was} {TO} {now}"
        shorter, longer = sorted((old.sets, new.sets), key=len)
        if (
            len(shorter) < len(longer)
            and all(each == shorter[-1] for each in longer[len(shorter) - 1 :])
            and (longer[: len(shorter)] == shorter)
        ):
            how = f"{name} {len(old.sets)} {TO} {len(new.sets)} sets"
        changes.append(_said("sets", names, of, how, before=was, after=now))
    if old.rest_seconds != new.rest_seconds:
        was, now = clock(old.rest_seconds), clock(new.rest_seconds)
        changes.append(_said("rest", names, of, f"{name} rest {was} {TO} {now}", before=was, after=now))
    if old.progression != new.progression:
        was, now = (_own(line.progression) for line in (old, new))
        changes.append(_said("progression", names, of, f"{name} progression {was} {TO} {now}", was, now))
    if old.alternatives != new.alternatives:
        was, now = (", ".join(names[each] for each in line.alternatives) for line in (old, new))
        words = f"{name} alternatives {now}" if now else f"{name} without alternatives"
        changes.append(_said("alternatives", names, of, words, before=was, after=now))
    if old.note != new.note:
        words = f"{name} note changed" if new.note else f"{name} note removed"
        changes.append(_said("note", names, of, words, before=old.note, after=new.note))
    return changes


def _own(progression: Progression | None) -> str:
    return "the template's" if progression is None else PROGRESSIONS[progression]


def _of_the_order(before: Sheet, after: Sheet, names: Names) -> list[Change]:
    """The fewest exercises that have to be moved, of those that stayed."""
    now = {line.exercise_id: place for place, line in enumerate(after.lines)}
    stayed = [line.exercise_id for line in before.lines if line.exercise_id in now]
    kept = _longest_rising([now[each] for each in stayed])
    was = {each: place for place, each in enumerate(stayed)}
    ranked = {each: place for place, each in enumerate(sorted(stayed, key=now.__getitem__))}
    changes = []
    for each in sorted(stayed, key=now.__getitem__):
        if now[each] not in kept:
            way = "up" if ranked[each] < was[each] else "down"
            old = next(line.position for line in before.lines if line.exercise_id == each)
            words = f"{names[each]} moved {way}"
            changes.append(_said("order", names, each, words, str(old + 1), str(now[each] + 1)))
    return changes


def _longest_rising(places: Sequence[int]) -> set[int]:
    """The longest part of these that rises already."""
    ends: list[int] = []
    best: list[list[int]] = []
    for place in places:
        at = bisect_left(ends, place)
        run = [*(best[at - 1] if at else []), place]
        ends[at : at + 1], best[at : at + 1] = [place], [run]
    return set(best[-1]) if best else set()


def _of_the_groups(before: Sheet, after: Sheet, names: Names) -> list[Change]:
    old, new = _groups(before), _groups(after)
    changes = []
    for members, rest in new.items():
        called = _called(members, after, names)
        if members not in old:
            changes.append(Change(what="group", words=f"{called} together", before="", after=called))
        elif old[members] != rest:
            was, now = (
                clock(each) if each is not None else "as long as needed" for each in (old[members], rest)
            )
            words = f"{called}: rest after the round {was} {TO} {now}"
            changes.append(Change(what="group", words=words, before=was, after=now))
    there = {line.exercise_id for line in after.lines}
    grouped = {each for members in new for each in members}
    for members in old:
        if members not in new and members <= there and not members & grouped:
            called = _called(members, before, names)
            changes.append(Change(what="group", words=f"{called} one by one", before=called, after=""))
    return changes


def _groups(sheet: Sheet) -> dict[frozenset[UUID], int | None]:
    """The rest after the round of each superset, by its exercises."""
    found: dict[int, list[PhoneLine]] = {}
    for line in sheet.lines:
        if line.group_number is not None:
            found.setdefault(line.group_number, []).append(line)
    return {
        frozenset(line.exercise_id for line in lines): lines[0].group_rest_seconds for lines in found.values()
    }


def _called(members: frozenset[UUID], sheet: Sheet, names: Names) -> str:
    """`Row and Bench press`, in the order of the sheet."""
    told = [names[line.exercise_id] for line in sheet.lines if line.exercise_id in members]
    return f"{', '.join(told[:-1])} and {told[-1]}"


def _said(
    what: str, names: Names, exercise_id: UUID, words: str, before: str = "", after: str = ""
) -> Change:
    return Change(
        what=what,
        exercise_id=exercise_id,
        exercise=names[exercise_id],
        words=words,
        before=before,
        after=after,
    )
