"""Damages the wall in one place after another, and expects the attacks and the gate to notice each time."""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

from tests.fixtures.rows import WALLS
from tests.fixtures.walls import STANCES, TABLES, Ground
from tests.walls.attacks import deviations
from tests.walls.gate import faults

QUICKEST = ("nobody", "neighbour", "owner_of_tables", "colleague", "member", "job", "platform")
"""The stances that notice most, tried first: one sign of damage is enough."""


NO_DIFFERENCE = {
    ("organisation_update", "with check (true)"): "using and check say the same and ask nothing of the row",
    (
        "tenant_update",
        "with check (true)",
    ): "the check differs only when `id` changes, and no one may change that",
}
"""Damage that changes nothing an attack could show; the gate has to."""


@dataclass(frozen=True)
class Mutation:
    """Damage to one table's wall, and what mends it."""

    kind: str
    table: str
    damage: str
    repair: str
    policy: str = ""
    verb: str = "all"

    def can_show(self, ground: Ground) -> bool:
        """Whether the app may do at all what the damaged policy judges."""
        is_used = self.verb == "all" or self.verb in ground.granted[self.table]
        return is_used and (self.policy, self.kind) not in NO_DIFFERENCE


def _policies(db: Connection) -> Iterator[Mutation]:
    for table, name, roles, command, using, check in db.execute(
        text(
            "select tablename, policyname, roles::text, cmd, qual, with_check from pg_policies "
            "where schemaname = 'public' order by 1, 2"
        )
    ):
        alter, create = (
            f"alter policy {name} on {table}",
            f"create policy {name} on {table} for {command} to {roles[1:-1]}",
        )
        create += (f" using ({using})" if using else "") + (f" with check ({check})" if check else "")
        if roles == "{rythm_gate}":
            yield Mutation("gate policy opened to all", table, f"{alter} to public", f"{alter} to rythm_gate")
            continue
        it = {"policy": name, "verb": command.lower()}
        if using:
            yield Mutation("using (true)", table, f"{alter} using (true)", f"{alter} using ({using})", **it)
        if check:
            mend = f"{alter} with check ({check})"
            yield Mutation("with check (true)", table, f"{alter} with check (true)", mend, **it)
        yield Mutation("policy dropped", table, f"drop policy {name} on {table}", create, **it)


def _tables() -> Iterator[Mutation]:
    for name in TABLES:
        alter = f"alter table {name}"
        for what in ("enable", "force"):
            undo = {"enable": "disable", "force": "no force"}[what]
            yield Mutation(
                f"{undo} row security",
                name,
                f"{alter} {undo} row level security",
                f"{alter} {what} row level security",
            )
        beside = f"create policy beside on {name} using (true) with check (true)"
        yield Mutation("second policy, of true", name, beside, f"drop policy beside on {name}")
    for name, verbs in {
        "audit_entry": "insert, update, delete",
        "template_version": "update",
        "user_account": "delete",
    }.items():
        yield Mutation(
            "grant too many verbs",
            name,
            f"grant {verbs} on {name} to rythm_app",
            f"revoke {verbs} on {name} from rythm_app",
        )


def _notices(ground: Ground, table: str) -> str | None:
    for stance in (*QUICKEST, *(set(STANCES) - set(QUICKEST))):
        for deviation in deviations(ground, table, stance):
            return deviation
    return None


def test_every_damage_to_the_wall_is_noticed(ground: Ground) -> None:
    with ground.admin.connect() as db:
        mutations = [*_policies(db), *_tables()]
        before = _definitions(db)
    table = Counter[tuple[str, str]]()
    unnoticed: list[str] = []
    for mutation in mutations:
        _run(ground, mutation.damage)
        try:
            with ground.admin.connect() as db:
                gate = faults(db, WALLS, mutation.table)
            attack = _notices(ground, mutation.table)
        finally:
            _run(ground, mutation.repair)
        can_show = mutation.can_show(ground)
        for column, counts in (("made", True), ("gate", gate), ("in reach", can_show), ("attacks", attack)):
            table[mutation.kind, column] += bool(counts)
        if not gate or (can_show and not attack):
            unnoticed.append(f"{mutation.damage}: gate {gate}, attacks {attack}")
    with ground.admin.connect() as db:
        assert _definitions(db) == before, "the wall was not mended"
        assert faults(db, WALLS) == []
    _show(table)
    assert unnoticed == []


def _show(table: Counter[tuple[str, str]]) -> None:
    """Print the figures, for whoever runs this with `-s`."""
    columns = ("made", "gate", "in reach", "attacks")
    kinds = list(dict.fromkeys(kind for kind, _ in table))
    lines = [f"{kind:28}" + "".join(f"{table[kind, column]:10}" for column in columns) for kind in kinds]
    total = "".join(f"{sum(table[kind, column] for kind in kinds):10}" for column in columns)
    heading = f"\n{'damage':28}" + "".join(f"{column:>10}" for column in columns)
    sys.stdout.write("\n".join([heading, *lines, f"{'all':28}{total}", ""]))


def _run(ground: Ground, statement: str) -> None:
    with ground.admin.begin() as db:
        db.exec_driver_sql(statement)


def _definitions(db: Connection) -> list[tuple[object, ...]]:
    found = db.execute(
        text("select tablename, policyname, roles, cmd, qual, with_check from pg_policies order by 1, 2")
    )
    return [tuple(row) for row in found]
