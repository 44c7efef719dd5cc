"""The catalogue gate: reads from PostgreSQL's catalogue whether the walls stand, and where they do not."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from rythm.core import rls
from rythm.core.model import SYSTEM

VERBS = {"r": "select", "a": "insert", "w": "update", "d": "delete"}
CANONICAL = {
    "tenant": dict.fromkeys(VERBS, rls.TENANT),
    "shared": {"r": rls.SHARED, "a": rls.SHARED_WRITE, "w": rls.SHARED_WRITE, "d": rls.SHARED_WRITE},
    "log": dict.fromkeys(VERBS, rls.SHARED_WRITE),
    "personal": dict.fromkeys(VERBS, rls.PERSONAL),
}
"""The condition of each kind of wall that many tables share; nothing weaker, and nothing beside it."""
OWN_CONDITION = ("self", "organisation", "person", "platform")
"""Walls of one table each, with conditions of their own; the attacks know what they shall let through."""

GATED = (
    "user_account",
    "membership",
    "tenant",
    "platform_admin",
    "browser_session",
    "refresh_family",
    "audit_entry",
)
"""The tables the gate may pass the wall of: what identity needs, and the audit trail it writes."""
LIMITED = {
    "audit_entry": {"select"},
    "template_version": {"select", "insert"},
    "template_exercise": {"select", "insert"},
    "user_account": {"select", "insert", "update"},
    "platform_admin": {"select", "insert", "delete"},
}
"""Tables of which rythm_app may do less than all four verbs."""
UNHEARD = (
    "sync_operation", "sync_cursor", "outbox_event", "audit_entry",
    "exercise_word", "exercise_spelling", "exercise_use", "workout_total", "exercise_total", "exercise_best",
    "exercise_record", "achievement_earned", "achievement_mark",
)  # fmt: skip
"""Tables without audit triggers: each is a log itself, the bookkeeping of one, or follows from others."""
CARRIERS = ("tenant", "shared", "log")
GLOBAL_KEYS = {
    ("user_account", "email"): "a person is global and signs in by address; app.person_with tells it anyway",
    ("tenant", "slug"): "the platform hands slugs out; they are public, in addresses",
    ("browser_session", "token_hash"): "a hash of 256 random bits cannot be met by chance or guessed",
    ("platform_admin", "user_id"): "its only key; only the platform may write here",
    ("exercise_word", "exercise_id", "word"): "an exercise's id is a random UUID, as below",
}
"""Unique keys that look across tenants, each with the reason why it tells nothing.

The same goes for every key on `id`, or with `id` in it: that is a random UUID, so whoever can name one that
is taken has seen it already.
"""
DOORS = (
    "enter_session", "enter_membership", "enter_system", "enter_refresh_family", "find_login", "my_tenants",
    "person_with", "count_people", "sweep_expired", "has_system_admin", "standing",
    "left_without_admin", "blank_trail", "forget_leavers",
)  # fmt: skip
"""Functions that run past the wall and that rythm_app may call; read each with care before adding it here."""
ROLES = ("rythm_app", "rythm_owner", "rythm_gate")


@dataclass(frozen=True)
class Catalogue:
    """A connection to ask, and what the models declare."""

    db: Connection
    walls: Mapping[str, str | None]

    def ask(self, question: str, **values: Any) -> list[Any]:
        return list(self.db.execute(text(question), values))

    def names(self, question: str, **values: Any) -> set[str]:
        return {str(row[0]) for row in self.ask(question, **values)}


def faults(db: Connection, walls: Mapping[str, str | None], only: str | None = None) -> list[str]:
    """Everything that is wrong with the walls of these tables (or of one), the functions and the roles."""
    catalogue = Catalogue(db, walls)
    if only is not None:
        return list(_of_table(catalogue, only))
    found = [*_of_database(catalogue), *_of_functions(catalogue), *_of_roles(catalogue)]
    for table in walls:
        found += _of_table(catalogue, table)
    return found


def _of_table(catalogue: Catalogue, table: str) -> Iterator[str]:
    wall = catalogue.walls[table]
    if wall not in CANONICAL and wall not in OWN_CONDITION:
        yield f"{table}: its model declares no known wall ({wall})"
        return
    for complaint in (
        *_security(catalogue, table), *_policies(catalogue, table, wall), *_foreign_keys(catalogue, table),
        *_unique_keys(catalogue, table), *_triggers(catalogue, table), *_grants(catalogue, table),
    ):  # fmt: skip
        yield f"{table}: {complaint}"


def _security(catalogue: Catalogue, table: str) -> Iterator[str]:
    [(enabled, forced)] = catalogue.ask(
        "select relrowsecurity, relforcerowsecurity from pg_class where oid = to_regclass(:t)",
        t=f"public.{table}",
    )
    if not enabled:
        yield "row security is not enabled"
    if not forced:
        yield "row security is not forced on its owner"


def _policies(catalogue: Catalogue, table: str, wall: str) -> Iterator[str]:
    rows = catalogue.ask(
        """
        select polname, polcmd::text, polpermissive,
               pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid),
               array(select case r when 0 then 'public' else pg_get_userbyid(r)::text end
                     from unnest(polroles) r)
        from pg_policy where polrelid = to_regclass(:t) order by polname
        """,
        t=f"public.{table}",
    )
    covered: set[str] = set()
    for name, command, permissive, using, check, roles in rows:
        if roles == ["rythm_gate"]:
            if table not in GATED:
                yield f"policy {name} lets rythm_gate pass"
            continue
        if roles != ["public"] or not permissive:
            yield f"policy {name} is not a permissive one for everybody: {roles}"
            continue
        verbs = set(VERBS) if command == "*" else {command}
        covered |= verbs
        for verb in sorted(verbs):
            for side, condition, wanted in (("using", using, verb != "a"), ("check", check, verb in "aw")):
                if wanted:
                    yield from (f"policy {name} {fault}" for fault in _condition(side, condition, wall, verb))
    for verb in sorted(set(VERBS) - covered):
        yield f"no policy for {VERBS[verb]}"


def _condition(side: str, condition: str | None, wall: str, verb: str) -> Iterator[str]:
    if condition is None:
        yield f"has no {side} for {VERBS[verb]}"
    elif wall in CANONICAL:
        if _bare(condition) != _bare(CANONICAL[wall][verb]):
            yield f"{side}es {condition} for {VERBS[verb]}, not what the wall {wall} is made of"
    else:
        rest, calls = re.subn(r"\( ?SELECT app\.\w+\(\) AS \w+\)", "", condition)
        if not calls or "app." in rest:
            yield f"{side}es {condition} for {VERBS[verb]}: not through app.*, each once in a (select ...)"


def _bare(condition: str) -> str:
    return re.sub(r"\s+AS \w+|[()\s]", "", condition).lower()


def _foreign_keys(catalogue: Catalogue, table: str) -> Iterator[str]:
    checks = " ".join(
        _bare(row[0])
        for row in catalogue.ask(
            "select pg_get_constraintdef(oid) from pg_constraint "
            "where contype = 'c' and conrelid = to_regclass(:t)",
            t=f"public.{table}",
        )
    )
    keys = catalogue.ask(
        """
        select c.conname, p.relname::text,
               array(select a.attname::text from unnest(c.conkey) with ordinality k(n, o) join pg_attribute a
                     on a.attrelid = c.conrelid and a.attnum = k.n order by o),
               array(select a.attname::text from unnest(c.confkey) with ordinality k(n, o) join pg_attribute a
                     on a.attrelid = c.confrelid and a.attnum = k.n order by o)
        from pg_constraint c join pg_class p on p.oid = c.confrelid
        where c.contype = 'f' and c.conrelid = to_regclass(:t) order by 1
        """,
        t=f"public.{table}",
    )
    for name, parent, columns, targets in keys:
        if catalogue.walls.get(parent) not in CARRIERS:
            continue
        carriers = [
            mine
            for mine, theirs in zip(columns, targets, strict=True)
            if theirs in ("tenant_id", "tenant_key")
        ]
        if len(carriers) != 1 or not (
            carriers[0] in ("tenant_id", "tenant_key") or carriers[0].endswith("_home")
        ):
            yield f"foreign key {name} does not carry the tenant"
        elif carriers[0].endswith("_home"):
            other = next(column for column in columns if column != carriers[0])
            if _tie(carriers[0], other) not in checks:
                yield f"foreign key {name} may point to a third tenant: no check ties {carriers[0]}"


def _tie(home: str, column: str) -> str:
    """What `model.shares` checks: both or neither, and the home is the row's own tenant or everybody's."""
    return f"{home}isnull={column}isnulland{home}=coalescetenant_id,'{SYSTEM}'::uuidor{home}='{SYSTEM}'::uuid"


def _unique_keys(catalogue: Catalogue, table: str) -> Iterator[str]:
    keys = catalogue.ask(
        """
        select i.relname::text,
               array(select coalesce(a.attname::text, '') from generate_series(0, x.indnkeyatts - 1) n
                     left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = x.indkey[n]
                     order by n),
               exists (select from pg_attribute a where a.attrelid = x.indrelid and a.attname = 'id'
                       and a.atttypid = 'uuid'::regtype)
        from pg_index x join pg_class i on i.oid = x.indexrelid
        where x.indrelid = to_regclass(:t) and (x.indisunique or x.indisexclusion) order by 1
        """,
        t=f"public.{table}",
    )
    for name, columns, has_uuid in keys:
        leads = columns[0] in ("tenant_id", "tenant_key")
        if not leads and not (has_uuid and "id" in columns) and (table, *columns) not in GLOBAL_KEYS:
            yield f"unique key {name} does not start with the tenant"


def _triggers(catalogue: Catalogue, table: str) -> Iterator[str]:
    if table in UNHEARD:
        return
    there = catalogue.names(
        """
        select tgname from pg_trigger where tgrelid = to_regclass(:t) and tgenabled = 'O'
           and tgfoid = to_regprocedure('app.audit()')
        """,
        t=f"public.{table}",
    )
    for verb in ("insert", "update", "delete"):
        if f"audit_{verb}" not in there:
            yield f"no trigger audits {verb}"


def _grants(catalogue: Catalogue, table: str) -> Iterator[str]:
    held: dict[str, set[str]] = {}
    for grantee, privilege in catalogue.ask(
        """
        select case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee)::text end,
               lower(a.privilege_type)
        from pg_class c, lateral aclexplode(c.relacl) a
        where c.oid = to_regclass(:t) and a.grantee <> c.relowner
        union all
        select case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee)::text end,
               lower(a.privilege_type)
        from pg_attribute t, lateral aclexplode(t.attacl) a where t.attrelid = to_regclass(:t)
        """,
        t=f"public.{table}",
    ):
        held.setdefault(grantee, set()).add(privilege)
    may = LIMITED.get(table, set(VERBS.values()))
    for privilege in sorted(held.pop("rythm_app", set()) - may):
        yield f"rythm_app may {privilege}"
    if table in GATED:
        held.pop("rythm_gate", None)
    for grantee in sorted(held):
        yield f"{grantee} may {', '.join(sorted(held[grantee]))}"


def _of_database(catalogue: Catalogue) -> Iterator[str]:
    tables = catalogue.names(
        "select relname from pg_class "
        "where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'f')"
    )
    for table in sorted(tables - set(catalogue.walls) - {"alembic_version"}):
        yield f"{table}: a table that no model declares"
    for kind, name, options in catalogue.ask(
        """
        select relkind::text, oid::regclass::text, coalesce(reloptions, '{}') from pg_class
        where relkind in ('v', 'm', 'f')
          and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
        """
    ):
        if kind != "v":
            yield f"{name}: a materialized view or foreign table has no row security"
        elif "security_invoker=true" not in options:
            yield f"{name}: the view reads with its owner's eyes (security_invoker)"
    for name in sorted(catalogue.names(
        """
        select c.oid::regclass::text from pg_class c
        where relnamespace = 'app'::regnamespace and relkind not in ('i', 'c')
          and has_any_column_privilege('rythm_app', c.oid, 'select, insert, update')
        """
    )):  # fmt: skip
        yield f"{name}: rythm_app may use it, and it has no wall"
    if writes := catalogue.names(
        """
        select privilege from unnest(array['insert', 'update', 'delete', 'truncate']) privilege
        where has_table_privilege('rythm_app', 'alembic_version', privilege)
        """
    ):
        yield f"alembic_version: rythm_app may {', '.join(sorted(writes))}"
    if catalogue.ask("select from pg_default_acl"):
        yield "default privileges hand out rights on tables to come"


def _of_functions(catalogue: Catalogue) -> Iterator[str]:
    for name, schema, definer, owner, config, everybody, app in catalogue.ask(
        """
        select p.proname::text, n.nspname::text, p.prosecdef, pg_get_userbyid(p.proowner)::text,
               coalesce(p.proconfig, '{}'), has_function_privilege('public', p.oid, 'execute'),
               has_function_privilege('rythm_app', p.oid, 'execute')
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname not in ('pg_catalog', 'information_schema') and (n.nspname = 'app' or p.prosecdef)
        order by 1
        """
    ):
        if everybody:
            yield f"{schema}.{name}(): everybody may call it"
        if definer and config != ["search_path=pg_catalog, pg_temp"]:
            yield f"{schema}.{name}(): runs as its owner without a fixed search_path"
        if definer and owner != "rythm_gate":
            yield f"{schema}.{name}(): passes the wall as {owner}"
        if app and (definer or name in ("enter", "seal", "seat", "role_in", "audit")) and name not in DOORS:
            yield f"{schema}.{name}(): rythm_app may call it, and it is no known door"


def _of_roles(catalogue: Catalogue) -> Iterator[str]:
    for role, *powers in catalogue.ask(
        """
        select rolname::text, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication,
               rolcanlogin and rolname = 'rythm_gate', rolconfig is not null
        from pg_roles where rolname = any(:roles) order by 1
        """,
        roles=list(ROLES),
    ):
        names = (
            "superuser",
            "bypassrls",
            "createdb",
            "createrole",
            "replication",
            "login",
            "settings of its own",
        )
        yield from (f"{role}: {name}" for name, has in zip(names, powers, strict=True) if has)
    for member, role in catalogue.ask(
        """
        select pg_get_userbyid(member)::text, pg_get_userbyid(roleid)::text from pg_auth_members
        where roleid::regrole::text = any(:roles) and not (select rolsuper from pg_roles where oid = member)
           or member = 'rythm_app'::regrole
        """,
        roles=list(ROLES),
    ):
        if (member, role) != ("rythm_owner", "rythm_gate"):
            yield f"{member}: member of {role}"
    for kind, name in catalogue.ask(
        """
        select 'owns', oid::regclass::text from pg_class where relowner = 'rythm_app'::regrole
        union all select 'owns', oid::regprocedure::text from pg_proc where proowner = 'rythm_app'::regrole
        union all select 'owns', nspname from pg_namespace where nspowner = 'rythm_app'::regrole
        union all select 'owns', datname from pg_database where datdba = 'rythm_app'::regrole
        union all select 'may create in', nspname from pg_namespace
                  where has_schema_privilege('rythm_app', oid, 'create')
        union all select 'may create in', datname from pg_database
                  where datname = current_database()
                    and has_database_privilege('rythm_app', oid, 'create, temporary')
        """
    ):
        yield f"rythm_app: {kind} {name}"
