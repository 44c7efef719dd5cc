"""Years of training in seconds: gyms whose members lifted a million sets, written by PostgreSQL itself.

Rows come from `generate_series` and hashes, so the same moment makes the same rows. Triggers and foreign keys
sleep meanwhile; afterwards the totals are made as `rythm db totals --rebuild` makes them, and held against a
full recount.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import psycopg
from sqlalchemy import TextClause, text


@dataclass(frozen=True)
class Gym:
    """A gym to be made; a workout has so many exercises, each of so many sets.

    `spread` 0 gives everybody as many workouts; with 1.6 the longest has nine times as many as the shortest.
    `days` is how many different workouts everybody does in turn.
    """

    slug: str
    members: int
    coaches: int
    sets: int
    exercises: int
    sets_each: int
    spread: float = 0.0
    days: int = 3

    @property
    def workouts(self) -> int:
        """How many workouts that makes."""
        return -(-self.sets // (self.exercises * self.sets_each))


BIG = Gym("years", 200, 8, 1_000_000, 6, 3, 1.6)
FEW_EACH = Gym("few-sets", 200, 8, 10_000, 2, 1, days=9)
"""As many people as in the big one, who know as many exercises, with 25 short workouts each: full lists."""
FEW_PEOPLE = Gym("few-people", 10, 1, 10_000, 6, 3)
"""Workouts as in the big one, of ten people who have trained for months and not for years."""
ONE_LIFT = Gym("one-lift", 1, 1, 2_600, 1, 5, days=1)
"""Somebody who has done nothing but one exercise, twice a week for five years."""
NEWCOMERS = Gym("newcomers", 10, 1, 0, 6, 3)
"""People who are about to bring their years along."""
GYMS = (BIG, FEW_EACH, FEW_PEOPLE, ONE_LIFT, NEWCOMERS)

SUMS = text(
    "select count(distinct member_id), count(*), sum(sets + warmups) from workout_total "
    "where tenant_id = (select app.tenant_id())"
)
"""Members who trained, workouts and sets of the gym one stands in."""


def tenant_of(slug: str) -> TextClause:
    """The gym's id, asked as the platform."""
    return text("select id from tenant where slug = :slug").bindparams(slug=slug)


_TOOLS = """
create function pg_temp.roll(seed text, below int) returns int language sql immutable parallel safe
    return ('x' || substr(md5(seed), 1, 7))::bit(28)::int % below;
create function pg_temp.id(at timestamptz, seed text) returns uuid language sql immutable parallel safe
    return (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0')
            || '7' || substr(md5(seed), 1, 3) || '8' || substr(md5(seed), 4, 15))::uuid;
create temp table lift as
    select id, tenant_key as home, measured_by, (row_number() over (order by id))::int - 1 as n,
        case when mechanic = 'compound' then 50 else 12 end
            * case equipment when 'barbell' then 1.6 when 'dumbbell' then 0.5 else 1.0 end as kg
    from exercise where tenant_id is null and is_common;
create temp table plan as
    select id, tenant_key as home, name, version, (row_number() over (order by id))::int - 1 as n
    from template where tenant_id is null and archived_at is null;
"""

_TENANT = """
with owner as (
    insert into organisation (id, created_at, name) values (md5(%(slug)s)::uuid, %(now)s, %(slug)s)
    returning id
)
insert into tenant (id, created_at, organisation_id, slug, name, status, isolation, branding)
    select id, %(now)s, id, %(slug)s, %(slug)s, 'active', 'row', '{}' from owner returning id
"""

_PEOPLE = """
create temp table person as
    select n, kind, pg_temp.id(joined, %(slug)s || kind || n) as id, joined, lasting,
        case kind when 'member' then
            split_part(
                'Ada Ben Cem Dina Eva Finn Gus Hana Ivo Jana Karim Lea Milo Nora Oleg Pia Quin Rosa Sami Tom',
                ' ', n %% 20 + 1) || ' ' ||
            split_part(
                'Abel Brandt Costa Diaz Ekholm Fuchs Grant Haas Ito Jung Keller Lund Moreau Novak Okafor',
                ' ', n / 20 + n %% 5 + 1)
        else initcap(kind) || ' ' || n end as name
    from (
        select 'member' as kind, n, lasting,
            %(now)s::timestamptz - interval '30 days'
                - interval '1 day' * (lasting * 7.0 / (2 + n %% 3)) as joined
        from (
            select n, ceil(%(workouts)s * share / sum(share) over ())::int as lasting
            from generate_series(0, %(members)s - 1) n,
                lateral (select 1 + %(spread)s * (n::numeric / %(members)s - 0.5) as share) weighed
        ) members
        union all
        select 'coach', n, 0, %(now)s::timestamptz - interval '6 years'
        from generate_series(0, %(coaches)s - 1) n
        union all
        select 'admin', 0, 0, %(now)s::timestamptz - interval '6 years'
    ) everybody;
insert into user_account (id, created_at, email, name, password_hash)
    select id, joined, kind || '.' || n || '@' || %(slug)s || '.example', name, %(password_hash)s from person;
insert into membership (id, created_at, tenant_id, user_id, role)
    select id, joined, %(tenant)s, id,
        case kind when 'member' then 'athlete' when 'coach' then 'coach' else 'tenant_admin' end
    from person;
insert into coach_assignment (id, created_at, tenant_id, coach_id, member_id)
    select member.id, member.joined, %(tenant)s, coach.id, member.id
    from person member join person coach on coach.kind = 'coach' and coach.n = member.n %% %(coaches)s
    where member.kind = 'member';
insert into agreement (id, created_at, tenant_id, member_id, starts_on, per_week)
    select pg_temp.id(joined, id || 'a'), joined, %(tenant)s, id, joined::date, 2 + n %% 3
    from person where kind = 'member';
insert into body_metric (id, created_at, tenant_id, member_id, kind, value, measured_at, revision)
    select pg_temp.id(at, id || 'kg' || at), at, %(tenant)s, id, 'weight',
        55 + pg_temp.roll(id || 'kg', 40) + pg_temp.roll(id || 'kg' || at, 30) / 10.0, at,
        row_number() over (order by at)
    from person cross join generate_series(joined, %(now)s, interval '7 days') at where kind = 'member';
"""

# Somebody comes two, three or four times a week; every tenth has stayed away for three weeks.
_WORKOUTS = """
create temp table session as
    select person.id as member_id, person.n as who, day.at, day.k,
        pg_temp.id(day.at, person.id || 'w' || day.k) as id,
        (person.lasting - day.k) / (2.0 + person.n %% 3) as week
    from person cross join lateral (
        select k, %(now)s::timestamptz - interval '1 hour' * (1 + pg_temp.roll(person.id || 'h' || k, 12))
            - interval '1 day' * (k * 7.0 / (2 + person.n %% 3)
                                  + case when person.n %% 10 = 9 then 21 else 0 end) as at
        from generate_series(0, person.lasting - 1) k
    ) day
    where kind = 'member' order by day.at desc, id limit %(workouts)s;
insert into workout (
    id, created_at, tenant_id, member_id, title, template_id, template_home, template_version,
    started_at, finished_at, note, body_weight_kg, readiness, revision
)
    select s.id, s.at, %(tenant)s, s.member_id, plan.name, plan.id, plan.home, plan.version, s.at,
        s.at + interval '1 minute' * (40 + pg_temp.roll(s.id || 'm', 35)),
        case when pg_temp.roll(s.id || 'n', 8) = 0 then 'Everything moved fast today.' else '' end,
        case when s.who %% 2 = 0 then 55 + pg_temp.roll(s.member_id || 'kg', 40) end,
        1 + pg_temp.roll(s.id || 'r', 5), row_number() over (order by s.at)
    from session s join plan on plan.n = (s.who + s.k %% %(days)s) %% (select count(*) from plan)
    order by s.at;
insert into workout_exercise (
    id, created_at, tenant_id, workout_id, member_id, exercise_id, exercise_home, position, rest_seconds,
    note, revision
)
    select pg_temp.id(s.at, s.id || 'x' || place), s.at, %(tenant)s, s.id, s.member_id, lift.id, lift.home,
        place, 90,
        case when pg_temp.roll(s.id || 'x' || place, 15) = 0 then 'Last rep was a grind.' else '' end,
        row_number() over (order by s.at)
    from session s cross join generate_series(0, %(exercises)s - 1) place
    join lift on lift.n
        = (s.who * 5 + (s.k %% %(days)s) * %(exercises)s + place) %% (select count(*) from lift)
    order by s.at, s.id, place;
"""

# Strength grows with the logarithm of the weeks, and by the day; so records get rarer, as they do.
_SETS = """
insert into workout_set (
    id, created_at, tenant_id, workout_id, workout_exercise_id, member_id, exercise_id, position,
    kind, weight_kg, reps, rpe, duration_seconds, distance_m, done_at, rest_seconds, revision
)
    select pg_temp.id(done, x.id || 's' || place), done, %(tenant)s, x.workout_id, x.id, x.member_id,
        x.exercise_id, place,
        case when place = 0 and x.position = 0 and %(sets_each)s > 2 then 'warmup' else 'working' end,
        case lift.measured_by
            when 'weight_reps' then 2.5 * round(lifted.kg / 2.5)
            when 'weight_distance' then 2.5 * round(lifted.kg / 2.5)
            when 'assisted_reps' then 20 end,
        case when lift.measured_by in ('weight_reps', 'bodyweight_reps', 'assisted_reps', 'reps')
            then 5 + pg_temp.roll(x.id || 'r' || place, 6) end,
        case when pg_temp.roll(x.id || 'e' || place, 3) = 0 then 8 end,
        case when lift.measured_by in ('duration', 'distance_duration')
            then 30 + pg_temp.roll(x.id || 'd' || place, 60) end,
        case when lift.measured_by in ('distance_duration', 'weight_distance') then 400 end,
        done, 90, row_number() over (order by done)
    from workout_exercise x
    join session s on s.id = x.workout_id
    join lift on lift.id = x.exercise_id
    cross join generate_series(0, %(sets_each)s - 1) place
    cross join lateral (
        select s.at + interval '150 seconds' * (x.position * %(sets_each)s + place) as done,
            (lift.kg * (0.7 + pg_temp.roll(x.member_id::text || x.exercise_id, 60) / 100.0
                        + 0.12 * ln(1 + s.week))
             + pg_temp.roll(x.id || 'kg', 9) - 6)
            * case when place = 0 and x.position = 0 then 0.5 else 1 end as kg
    ) lifted
    where x.tenant_id = %(tenant)s
    order by s.at, s.id, x.position, place limit %(sets)s;
insert into sync_cursor (tenant_id, member_id, revision)
    select %(tenant)s, id, 2 * %(sets)s from person where kind = 'member';
drop table person, session;
"""


def make(admin_url: str, password_hash: str, now: datetime, gyms: Sequence[Gym] = GYMS) -> None:
    """Make the gyms in an installation that has none of them, as the administrator of its database."""
    with psycopg.connect(admin_url) as db:
        for setting in ("session_replication_role = replica", "work_mem = '128MB'", "jit = off"):
            db.execute(f"set local {setting}")
        _run(db, _TOOLS, {})
        for gym in gyms:
            values = {**vars(gym), "workouts": gym.workouts, "now": now, "password_hash": password_hash}
            values["tenant"] = db.execute(_TENANT, values).fetchone()[0]  # type: ignore[index]
            for statements in (_PEOPLE, _WORKOUTS, _SETS):
                _run(db, statements, values)


def sweep(admin_url: str) -> None:
    """Do at once what PostgreSQL does by itself within a minute or so."""
    with psycopg.connect(admin_url, autocommit=True) as db:
        db.execute("vacuum analyze")


def _run(db: psycopg.Connection, statements: str, values: dict[str, object]) -> None:
    """One statement at a time, so that each can have its values."""
    for statement in statements.split(";\n"):
        if statement.strip():
            db.execute(statement, values or None)  # type: ignore[call-overload]
