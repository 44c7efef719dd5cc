-- What leaving needs past the wall: a person may belong to many gyms, and their own rows are only theirs to see.

-- The gyms, and the platform (without an id), that the person in this context is the last to administer. Whoever is
-- about to leave does not count, and neither does one who was shut out.
create function app.left_without_admin() returns table (tenant_id uuid, name text)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    begin atomic
        with staying as (
            select m.user_id, m.tenant_id, m.role, home.organisation_id
            from public.membership m
            join public.tenant home on home.id = m.tenant_id
            join public.user_account u on u.id = m.user_id
            where m.role in ('tenant_admin', 'org_admin') and m.disabled_at is null
              and (u.leaves_at is null or u.id = (select app.user_id()))
        )
        select t.id, t.name::text from public.tenant t
        where exists (
                select from staying s where s.user_id = (select app.user_id())
                  and (s.tenant_id = t.id or (s.role = 'org_admin' and s.organisation_id = t.organisation_id)))
          and not exists (
                select from staying s where s.user_id <> (select app.user_id())
                  and (s.tenant_id = t.id or (s.role = 'org_admin' and s.organisation_id = t.organisation_id)))
        union all
        select null::uuid, null::text
        where exists (select from public.platform_admin a where a.user_id = (select app.user_id()))
          and not exists (
                select from public.platform_admin a join public.user_account u on u.id = a.user_id
                where a.user_id <> (select app.user_id()) and u.leaves_at is null);
    end;

-- Keeps of the trail which columns changed, and not from what to what: of these rows, and of what the person did to
-- training. Only for a job in one tenant, and only of a person whose time has come.
create function app.blank_trail(person uuid, things uuid[]) returns bigint
    language sql security definer set search_path = pg_catalog, pg_temp
    begin atomic
        with blanked as (
            update public.audit_entry e
            set changes = (select jsonb_object_agg(key, 'removed'::text) from jsonb_each(e.changes))
            where e.changes is not null and e.changes <> '{}'::jsonb
              and e.tenant_id = (select app.tenant_id()) and (select app.user_id()) is null
              and exists (select from public.user_account u where u.id = person and u.leaves_at <= now())
              and (e.entity_id in (select unnest(things)) or e.entity_id = person
                   or (e.actor_id = person and e.entity not in
                       ('membership', 'coach_assignment', 'tenant', 'organisation', 'exercise', 'template')))
            returning 1
        )
        select count(*) from blanked;
    end;

-- Takes away the people whose time has come and whom no gym has any more, with their sessions and tokens; in the
-- trail their name and address go wherever they stand. Only for the platform's jobs.
create function app.forget_leavers(before timestamptz) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    leaver record;
    forgotten bigint := 0;
begin
    if not app.is_platform() then
        return 0;
    end if;
    for leaver in
        select u.id, u.email from public.user_account u
        where u.leaves_at <= least(before, now())
          and not exists (select from public.membership m where m.user_id = u.id)
        order by u.id for update
    loop
        delete from public.browser_session where user_id = leaver.id;
        delete from public.refresh_family where user_id = leaver.id;
        delete from public.platform_admin where user_id = leaver.id;
        delete from public.user_account where id = leaver.id;
        update public.audit_entry e
        set changes = (select jsonb_object_agg(key, 'removed'::text) from jsonb_each(e.changes))
        where e.changes is not null and e.changes <> '{}'::jsonb
          and (e.entity_id = leaver.id
               or (e.actor_id = leaver.id and e.entity in ('browser_session', 'refresh_family'))
               or position(leaver.email in lower(e.changes::text)) > 0);
        forgotten := forgotten + 1;
    end loop;
    return forgotten;
end $$;
