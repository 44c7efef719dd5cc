"""What each kind of wall lets whom do, and the attempts that show whether it does just that."""

from collections.abc import Iterator

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError, ProgrammingError

from rythm.core.ids import uuid7
from tests.fixtures.rows import WALLS, Row
from tests.fixtures.walls import STANCES, TABLES, VERBS, Ground, identity, standing

OUTSIDE = (
    "nobody",
    "stale_after_error",
    "stale_after_commit",
    "owner_of_tables",
    "neighbour",
    "neighbours_job",
    "sister",
)
PLATFORM = ("platform", "platforms_job", "platform_here")
HERE = ("member", "colleague", "job", "platform_here")
ALL = "SIUD"


def _rights(*given: tuple[tuple[str, ...], str]) -> dict[str, str]:
    rights = dict.fromkeys(STANCES, "")
    for stances, verbs in given:
        rights |= dict.fromkeys(stances, verbs)
    return rights


IN_TENANT = ("sister", "neighbour", "neighbours_job")
RIGHTS: dict[str, dict[str, str]] = {
    "tenant": _rights((HERE, ALL)),
    "shared": _rights((HERE, ALL)),
    "log": _rights((HERE, ALL)),
    "personal": _rights((("member",), ALL)),
    "self": _rights((("member", "colleague", "job"), "SU"), (PLATFORM, ALL)),
    "organisation": _rights((("member", "colleague", "job", "sister"), "S"), (PLATFORM, ALL)),
    # Any tenant may add a person, and sees those who are its members.
    "person": _rights((IN_TENANT, "I"), (("colleague", "job"), "SI"), (("member",), "SIU"), (PLATFORM, ALL)),
    "platform": _rights((PLATFORM, ALL)),
}
"""For each kind of wall, what may be done to a row of the gym (of its member, where rows are personal)."""

RIGHTS_TO_EVERYBODYS: dict[str, dict[str, str]] = {
    "shared": _rights((tuple(STANCES), "S"), (PLATFORM, ALL)),
    "log": _rights((PLATFORM, ALL)),
}
"""The same for rows with no tenant."""


def expected(ground: Ground, rights: dict[str, str], name: str, stance: str) -> frozenset[str]:
    """The verbs that shall work: what the wall allows, as far as the role may use the table at all."""
    allowed = frozenset(verb for verb in VERBS if verb[0].upper() in rights[stance])
    return allowed if stance == "owner_of_tables" else allowed & ground.granted[name]


def succeeds(db: Connection, verb: str, name: str, row: Row, addition: Row, column: str) -> bool:
    """Whether `verb` works on `row` (or, to insert, on `addition`). Foreign keys complain behind the wall."""
    table, it = TABLES[name], identity(name, row)
    attempt = {
        "select": lambda: db.execute(select(func.count()).select_from(table).where(*it)).scalar_one(),
        "insert": lambda: db.execute(insert(table), addition) is not None,
        "update": lambda: db.execute(update(table).where(*it).values({column: row.get(column)})).rowcount,
        "delete": lambda: db.execute(delete(table).where(*it)).rowcount,
    }[verb]
    with db.begin_nested() as savepoint:
        try:
            return bool(attempt())
        except IntegrityError as error:
            if verb == "delete" and error.orig.sqlstate == "23503":
                return True
            raise
        except ProgrammingError as error:
            if error.orig.sqlstate != "42501":
                raise
            return False
        finally:
            savepoint.rollback()


def touches(ground: Ground, db: Connection, verb: str, name: str, row: Row, column: str) -> bool | str:
    """Whether updating or deleting all that can be reached, unseen, reaches `row`; or the error it ends with.

    Nothing is asked of the rows, so that the policy for reading does not help. Somebody past the wall
    then looks whether the row is locked.
    """
    table = TABLES[name]
    statement = delete(table) if verb == "delete" else update(table).values({column: row.get(column)})
    with db.begin_nested() as savepoint:
        try:
            db.execute(statement)
            free = (
                select(*table.primary_key.columns)
                .where(*identity(name, row))
                .with_for_update(skip_locked=True)
            )
            with ground.admin.begin() as admin:
                return admin.execute(free).first() is None
        except (IntegrityError, ProgrammingError) as error:
            return str(error.orig.sqlstate)
        finally:
            savepoint.rollback()


def moves(ground: Ground, db: Connection, name: str) -> Iterator[str]:
    """Each way in which rows can be carried through the wall: to another tenant or person, or to all."""
    wall = WALLS[name]
    if wall == "personal":
        ways: list[Row] = [{"user_id": ground.colleague}]
    elif wall in RIGHTS_TO_EVERYBODYS:
        ways = [{"tenant_id": ground.neighbour.tenant_id}, {"tenant_id": None}]
    else:
        ways = [
            {"tenant_id": ground.neighbour.tenant_id}
            if wall == "tenant"
            else {identity_column(name): uuid7()}
        ]
    for way in ways:
        with db.begin_nested() as savepoint:
            try:
                if db.execute(update(TABLES[name]).values(way)).rowcount:
                    yield f"to {way}"
            except (IntegrityError, ProgrammingError) as error:
                if error.orig.sqlstate != "42501":  # whatever else complains stands behind the wall
                    yield f"to {way}, up to {error.orig.sqlstate}"
            finally:
                savepoint.rollback()


def identity_column(name: str) -> str:
    """The column that says which row this is."""
    return next(iter(TABLES[name].primary_key.columns)).name


def deviations(ground: Ground, name: str, stance: str) -> Iterator[str]:
    """Each act of `stance` on the table that does not end as its wall promises."""
    wall = WALLS[name]
    assert wall is not None, f"{name} declares no wall"
    yield from _on(
        ground, name, stance, RIGHTS[wall], ground.rows[name], ground.drafts[name], "the gym's row"
    )
    if name in ground.everybodys:
        addition = ground.everybodys_drafts[name]
        rights = RIGHTS_TO_EVERYBODYS[wall]
        yield from _on(ground, name, stance, rights, ground.everybodys[name], addition, "everybody's row")


def _on(
    ground: Ground, name: str, stance: str, rights: dict[str, str], row: Row, addition: Row, what: str
) -> Iterator[str]:
    column, may = ground.editable[name], expected(ground, rights, name, stance)
    with standing(ground, stance) as db:
        for verb in VERBS:
            if succeeds(db, verb, name, row, addition, column) != (verb in may):
                yield f"{stance} {'cannot' if verb in may else 'can'} {verb} {what} of {name}"
        if stance in ("member", "colleague", "job"):
            for way in moves(ground, db, name):
                yield f"{stance} moves rows of {name} {way}"
        for verb in ("update", "delete"):
            if verb == "delete" and stance not in OUTSIDE[:4]:
                continue  # who has rows of their own fails on what refers to them
            granted = stance == "owner_of_tables" or verb in ground.granted[name]
            reached = touches(ground, db, verb, name, row, column)
            if reached != ((verb in may) if granted else "42501"):
                yield f"{stance} reaches {what} of {name} by {verb} of all rows: {reached}"
