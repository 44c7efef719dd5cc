-- app.roll_up_best of 0007, which keeps every record beside the best. `sane` is set by set as it was; what a workout
-- broke is held against the workouts before it, so that a first time is no record.
create or replace function app.roll_up_best() returns trigger language plpgsql as $$
declare way text := (select measured_by from exercise where id = new.exercise_id);
begin
    delete from exercise_best
    where tenant_id = new.tenant_id and member_id = new.member_id and exercise_id = new.exercise_id;
    with lifted as materialized (
        select s.workout_id, w.started_at, s.done_at, s.reps, w.finished_at as at, l.kg as load, round(l.kg, 2) as kg,
            s.weight_kg as hung,
            case
                when l.kg <= 0 or not (way = 'weight_reps'
                    or (way in ('bodyweight_reps', 'assisted_reps') and w.body_weight_kg is not null)) then null
                when s.reps = 1 then round(l.kg, 2)
                when s.reps between 2 and 12 then round(l.kg * (30 + s.reps) / 30, 2)
            end as e1rm
        from workout_set s
        join workout w on w.tenant_id = s.tenant_id and w.id = s.workout_id
            and w.finished_at is not null and w.deleted_at is null
        join workout_exercise x on x.tenant_id = s.tenant_id and x.id = s.workout_exercise_id
            and x.deleted_at is null
        cross join lateral (
            select case
                when way = 'reps' then 0
                when way = 'bodyweight_reps' and w.body_weight_kg is null then coalesce(s.weight_kg, 0)
                when way = 'weight_reps' then s.weight_kg
                when way = 'bodyweight_reps' then greatest(w.body_weight_kg + coalesce(s.weight_kg, 0), 0)
                when way = 'assisted_reps' and w.body_weight_kg is not null
                    then greatest(w.body_weight_kg - coalesce(s.weight_kg, 0), 0)
            end as kg
        ) l
        where s.tenant_id = new.tenant_id and s.member_id = new.member_id
          and s.exercise_id = new.exercise_id
          and s.done_at is not null and s.deleted_at is null and s.kind <> 'warmup'
          and l.kg between 0 and 600 and s.reps between 1 and 200
    ),
    -- A value that beats all before it by half and by more than 20 kg is a slip of the thumb, unless it comes again.
    beside as (
        select *, max(load) over earlier as load_before, max(e1rm) over earlier as e1rm_before
        from lifted
        window earlier as (order by done_at, load rows between unbounded preceding and 1 preceding)
    ),
    sane as materialized (
        select * from beside
        where (load <= load_before * 1.5 or load <= load_before + 20 or load_before is null)
          and (e1rm <= e1rm_before * 1.5 or e1rm <= e1rm_before + 20
               or e1rm is null or e1rm_before is null)
    ),
    -- With body weight a heavier load is a record only if something hung on it.
    whole as (
        select workout_id, started_at, at, max(e1rm) as e1rm, round(sum(load * reps), 2) as volume,
            max(kg) filter (where way <> 'reps') as weight,
            max(kg) filter (where way in ('weight_reps', 'assisted_reps') or hung > 0) as moved
        from sane group by workout_id, started_at, at
    ),
    compared as (
        select *, max(e1rm) over earlier as e1rm_before, max(weight) over earlier as weight_before,
            max(nullif(volume, 0)) over earlier as volume_before
        from whole
        window earlier as (order by started_at, workout_id rows between unbounded preceding and 1 preceding)
    ),
    -- The steps up at each load: whatever lies below one decides nothing.
    climbs as (
        select * from (
            select workout_id, started_at, kg as load, max(reps) as reps,
                max(max(reps)) over (
                    partition by kg order by started_at, workout_id
                    rows between unbounded preceding and 1 preceding
                ) as most
            from sane group by workout_id, started_at, kg
        ) at_load
        where most is null or reps > most
    ),
    -- Body weight comes and goes by 2.5 %, so loads that close are one where the body is part of them.
    repeated as (
        select distinct on (c.workout_id) c.workout_id, c.started_at, c.load, c.reps, b.before
        from climbs c
        cross join lateral (
            select greatest(0.01, case when way in ('bodyweight_reps', 'assisted_reps') then c.load * 0.025
                                       else 0 end) as swing
        ) n
        cross join lateral (
            select max(o.reps) as before, bool_or(o.load <= c.load + n.swing) as known
            from climbs o
            where (o.started_at, o.workout_id) < (c.started_at, c.workout_id) and o.load >= c.load - n.swing
        ) b
        where b.known and c.reps > b.before and c.reps <= greatest(b.before * 3, b.before + 20)
        order by c.workout_id, c.load desc
    ),
    broken (workout_id, at, kind, value, before, load_kg, reps) as (
        select c.workout_id, c.started_at, 'e1rm', c.e1rm, c.e1rm_before, s.kg, s.reps
        from compared c
        cross join lateral (
            select kg, reps from sane where workout_id = c.workout_id and e1rm = c.e1rm
            order by kg desc, reps limit 1
        ) s
        where c.e1rm > c.e1rm_before
        union all
        select c.workout_id, c.started_at, 'weight', c.moved, c.weight_before, c.moved, s.reps
        from compared c
        cross join lateral (
            select max(reps) as reps from sane where workout_id = c.workout_id and kg = c.moved
        ) s
        where c.moved > c.weight_before
        union all
        select workout_id, started_at, 'volume', volume, volume_before, null, null
        from compared where volume > volume_before
        union all
        select workout_id, started_at, 'reps', reps, before, load, reps from repeated
    ),
    gone as (
        delete from exercise_record r
        where r.tenant_id = new.tenant_id and r.member_id = new.member_id and r.exercise_id = new.exercise_id
          and not exists (select from broken b where b.workout_id = r.workout_id and b.kind = r.kind)
    ),
    kept as (
        insert into exercise_record as r (
            tenant_id, workout_id, exercise_id, kind, exercise_home, member_id, at, value, before, load_kg, reps
        )
        select new.tenant_id, workout_id, new.exercise_id, kind, new.exercise_home, new.member_id,
            at, value, before, load_kg, reps
        from broken
        on conflict (tenant_id, workout_id, exercise_id, kind) do update set
            at = excluded.at, value = excluded.value, before = excluded.before,
            load_kg = excluded.load_kg, reps = excluded.reps
        where (r.at, r.value, r.before, r.load_kg, r.reps) is distinct from
            (excluded.at, excluded.value, excluded.before, excluded.load_kg, excluded.reps)
    ),
    loads as (
        select load, max(reps) as reps from climbs group by load order by load desc limit 40
    ),
    -- The heaviest load for so many repetitions, and when it was first done.
    repetitions as (
        select jsonb_object_agg(n.least, jsonb_build_object('kg', h.load, 'reps', h.reps, 'at', h.started_at)) as each
        from (values (1), (2), (3), (5), (8), (10), (12)) n (least)
        cross join lateral (
            select load, reps, started_at from climbs where reps >= n.least and load > 0
            order by load desc, started_at limit 1
        ) h
    ),
    estimated as (select e1rm, at from whole where e1rm is not null order by e1rm desc, at limit 1),
    heaviest as (select weight, at from whole where weight is not null order by weight desc, at limit 1),
    most as (select volume, at from whole where volume > 0 order by volume desc, at limit 1)
    insert into exercise_best (
        tenant_id, member_id, exercise_id, exercise_home,
        e1rm, e1rm_at, weight, weight_at, volume, volume_at, reps, heaviest
    )
    select new.tenant_id, new.member_id, new.exercise_id, new.exercise_home,
        estimated.e1rm, estimated.at, heaviest.weight, heaviest.at, most.volume, most.at,
        (select jsonb_object_agg(load, reps) from loads), coalesce((select each from repetitions), '{}')
    from (select from sane limit 1) any_at_all
    left join estimated on true left join heaviest on true left join most on true;
    return null;
end $$;
