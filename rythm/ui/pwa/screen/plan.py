"""The order of a workout: exercises, supersets and rounds, the set that comes next, the rest before it."""

from typing import Any

from rythm.workouts.rules import rest_after


def members_of(rows: list[dict[str, Any]], workout_id: str) -> list[dict[str, Any]]:
    """The exercises of a workout in order, each as `row` with its `sets`; rows are those not deleted."""
    sets: dict[str, list[dict[str, Any]]] = {}
    parts = []
    for row in rows:
        if row.get("entity") == "set":
            of = row["workout_exercise_id"]
            if sets.get(of) is None:
                sets[of] = []
            sets[of].append(row)
        elif row.get("entity") == "workout_exercise" and row["workout_id"] == workout_id:
            parts.append(row)
    return [{"row": row, "sets": in_order(sets.get(row["id"]) or [])} for row in in_order(parts)]


def in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By position; made at the same place by two phones, by id."""
    by_id = sorted(rows, key=lambda row: row["id"])
    return sorted(by_id, key=lambda row: row.get("position") or 0)


def blocks_of(members: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Exercises one after the other, those of a superset or circuit together."""
    blocks: list[list[dict[str, Any]]] = []
    last = None
    for member in members:
        group = member["row"].get("group_number")
        if group is not None and group == last:
            blocks[-1].append(member)
        else:
            blocks.append([member])
        last = group
    return blocks


def rounds_of(sets: list[dict[str, Any]]) -> list[int]:
    """The round of each set: warm-ups come before the first, a drop set belongs to the set before it."""
    number = 0
    out = []
    for row in sets:
        if row.get("kind") == "warmup":
            out.append(0)
            continue
        if row.get("kind") != "drop" or number == 0:
            number += 1
        out.append(number)
    return out


def steps_of(members: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every set in the order it is done, with its exercise, block and round; skipped exercises left out."""
    steps = []
    for number, block in enumerate(blocks_of(members)):
        mixed = []
        most = 0
        active = [member for member in block if member["row"].get("skipped_at") is None]
        for member in active:
            rounds = rounds_of(member["sets"])
            for i in range(len(rounds)):
                most = max(most, rounds[i])
                mixed.append(
                    {
                        "set": member["sets"][i],
                        "row": member["row"],
                        "block": number,
                        "round": rounds[i],
                        "grouped": len(active) > 1,
                    }
                )
        for turn in range(most + 1):
            steps += [step for step in mixed if step["round"] == turn]
    return steps


def next_step(steps: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The open set after the one ticked last, where the thumb is, else the first open one."""
    last = -1
    latest = ""
    for i in range(len(steps)):
        done = steps[i]["set"].get("done_at") or ""
        if done != "" and done >= latest:
            latest = done
            last = i
    for i in range(last + 1, len(steps)):
        if not steps[i]["set"].get("done_at"):
            return steps[i]
    for step in steps:
        if not step["set"].get("done_at"):
            return step
    return None


def rest_between(steps: list[dict[str, Any]], set_id: str) -> int:
    """Seconds of rest after a set was ticked: the set's own, none within a round or before a drop set.

    After the last set of a round a superset rests as long as it says, else as long as the exercise does.
    """
    done = [step for step in steps if step["set"]["id"] == set_id]
    following = next_step(steps)
    if len(done) == 0 or following is None:
        return 0
    step = done[0]
    same = following["row"]["id"] == step["row"]["id"]
    if same and following["set"].get("kind") == "drop":
        return 0
    if step["grouped"] and following["block"] == step["block"] and following["round"] == step["round"]:
        return 0
    own = step["set"].get("rest_seconds")
    if own is not None:
        return int(own)
    full = step["row"].get("rest_seconds")
    if step["grouped"] and step["row"].get("group_rest_seconds") is not None:
        full = step["row"]["group_rest_seconds"]
    kind = step["set"].get("kind") or "working"
    return int(rest_after("working" if kind == "drop" else kind, full or 0))


def moved(members: list[dict[str, Any]], row_id: str, by: int) -> list[list[Any]]:
    """The changes of position when an exercise goes one place up (-1) or down (1).

    Within its superset it changes places with its neighbour; at the edge the whole superset moves.
    """
    blocks = blocks_of(members)
    at = 0
    inside = 0
    for b in range(len(blocks)):
        for i in range(len(blocks[b])):
            if blocks[b][i]["row"]["id"] == row_id:
                at = b
                inside = i
    if inside + by >= 0 and inside + by < len(blocks[at]):
        block = blocks[at]
        block[inside], block[inside + by] = block[inside + by], block[inside]
    elif at + by >= 0 and at + by < len(blocks):
        blocks[at], blocks[at + by] = blocks[at + by], blocks[at]
    order = [member["row"] for block in blocks for member in block]
    return renumbered(order, "workout_exercise")


def renumbered(rows: list[dict[str, Any]], entity: str) -> list[list[Any]]:
    """The changes that give rows the positions of their order here; those that have theirs keep it."""
    places = range(len(rows))
    return [[entity, rows[i]["id"], {"position": i}] for i in places if rows[i].get("position") != i]


def joined(members: list[dict[str, Any]], row_id: str) -> list[list[Any]]:
    """The changes that make a superset of an exercise and the one below it, or take it out of its own."""
    changes: list[list[Any]] = []
    numbers = [member["row"].get("group_number") or 0 for member in members]
    fresh = max([0, *numbers]) + 1
    for block in blocks_of(members):
        ids = [member["row"]["id"] for member in block]
        if row_id in ids and len(block) > 1:
            leaving = [id for id in ids if len(block) == 2 or id == row_id]
            return [["workout_exercise", id, {"group_number": None}] for id in leaving]
    for i in range(len(members) - 1):
        if members[i]["row"]["id"] == row_id:
            below = members[i + 1]["row"]
            number = below.get("group_number")
            if number is None:
                number = fresh
                changes.append(["workout_exercise", below["id"], {"group_number": number}])
            changes.append(["workout_exercise", row_id, {"group_number": number}])
    return changes
