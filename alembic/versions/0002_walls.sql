-- The tenant wall's functions. Policies and the program call these and nothing behind them,
-- so that the mechanism can change without touching a policy.
--
-- app.enter() fixes tenant, person and platform right for the rest of the transaction. The program cannot call
-- it: it calls enter_session, enter_membership or enter_system, which look up who that is first. Those run as
-- rythm_gate, a role nobody logs in as, which may read just the tables that identity needs.
-- docs/decisions/0003-tenant-wall.md says why, and what it does not stop.

create schema app;
revoke all on schema app from public;
grant usage on schema app to rythm_app, rythm_gate;
grant create on schema app to rythm_gate;

-- Where a transaction stands, "tenant|person|platform", is a plain setting, and those anybody may write. So enter()
-- seals it for this transaction with a key that only rythm_gate reads, and whoever asks has the seal checked.
create table app.seal_key (key bytea not null);
insert into app.seal_key select sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'));
alter table app.seal_key owner to rythm_gate;

create function app.seal(key bytea, seat text) returns text language sql stable parallel safe
    return encode(sha256(key || timestamptz_send(now()) || convert_to(seat, 'UTF8') || key), 'hex');

create function app.standing() returns text
    language plpgsql stable parallel safe security definer set search_path = pg_catalog, pg_temp as $$
declare
    seat constant text := current_setting('app.seat', true);
begin
    if seat <> '' and current_setting('app.seal', true) is distinct from
            (select app.seal(key, seat) from app.seal_key) then
        raise insufficient_privilege using message = 'this transaction stands where it never entered';
    end if;
    return seat;
end $$;

create function app.tenant_id() returns uuid language sql stable parallel safe
    return nullif(split_part(app.standing(), '|', 1), '')::uuid;
create function app.user_id() returns uuid language sql stable parallel safe
    return nullif(split_part(app.standing(), '|', 2), '')::uuid;
create function app.is_platform() returns boolean language sql stable parallel safe
    return coalesce(split_part(app.standing(), '|', 3) = 'on', false);

-- A transaction enters once; only one that began as the platform may move on. An open cursor remembers it, because
-- a setting could be wiped by the very query that wants to enter again, and a cursor cannot be closed by a query.
create function app.enter(tenant uuid, person uuid, platform boolean) returns void
    language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    seat constant text := concat(tenant, '|', person, '|', case when platform then 'on' else 'off' end);
    mark refcursor := case when platform then 'app.roams' else 'app.seated' end;
    marks constant name[] := array(select name from pg_cursors where name in ('app.roams', 'app.seated'));
begin
    if 'app.seated' = any (marks) then
        raise insufficient_privilege using message = 'this transaction has entered already';
    elsif marks = '{}' then
        open mark for select 1;
    end if;
    perform set_config('app.seat', seat, true), set_config('app.seal', app.seal(key, seat), true)
    from app.seal_key;
end $$;

create type app.seated as (
    session_id uuid, user_id uuid, email text, name text, role text,
    tenant_id uuid, tenant_slug text, tenant_name text, tenant_branding jsonb, organisation_id uuid
);

-- The role a person has in a tenant: the platform's, their membership's, or their organisation's.
create function app.role_in(person uuid, tenant uuid) returns text language sql stable
    set search_path = pg_catalog, pg_temp
    begin atomic
        select case
            when exists (select from public.platform_admin a where a.user_id = person) then 'system_admin'
            else (
                select m.role from public.membership m
                join public.tenant home on home.id = m.tenant_id
                join public.tenant t on t.id = tenant and t.status = 'active'
                where m.user_id = person and m.disabled_at is null and home.status = 'active'
                  and (m.tenant_id = tenant
                       or (m.role = 'org_admin' and home.organisation_id = t.organisation_id))
                order by (m.role = 'org_admin') desc, (m.tenant_id = tenant) desc
                limit 1)
        end;
    end;

create function app.seat(person uuid, tenant uuid, browser_session uuid) returns setof app.seated
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    granted text := app.role_in(person, tenant);
begin
    if granted is null then
        return;
    end if;
    perform app.enter(tenant, person, granted = 'system_admin');
    return query
        select browser_session, u.id, u.email::text, u.name::text, granted,
               t.id, t.slug::text, t.name::text, t.branding, t.organisation_id
        from public.user_account u
        left join public.tenant t on t.id = tenant
        where u.id = person and (tenant is null or t.id is not null);
end $$;

create function app.enter_session(token bytea) returns setof app.seated
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    found_session public.browser_session;
begin
    select * into found_session from public.browser_session s
    where s.token_hash = token and s.revoked_at is null and s.expires_at > now();
    if not found then
        return;
    end if;
    -- Rarely, and never waiting for another request of the same browser.
    if found_session.last_seen_at < now() - interval '5 minutes' then
        update public.browser_session set last_seen_at = now()
        where id = (select s.id from public.browser_session s where s.id = found_session.id
                    for update skip locked);
    end if;
    return query select * from app.seat(found_session.user_id, found_session.tenant_id, found_session.id);
end $$;

create function app.enter_membership(person uuid, tenant uuid) returns setof app.seated
    language sql security definer set search_path = pg_catalog, pg_temp
    begin atomic select * from app.seat(person, tenant, null); end;

-- A job: in one tenant, or for the platform's own rows.
create function app.enter_system(tenant uuid) returns setof app.seated
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform app.enter(tenant, null, tenant is null);
    return query
        select null::uuid, null::uuid, ''::text, ''::text, 'system'::text,
               t.id, t.slug::text, t.name::text, t.branding, t.organisation_id
        from (select 1) one left join public.tenant t on t.id = tenant
        where tenant is null or t.id is not null;
end $$;

-- Where a person may stand, and since when they belong there: their gyms, the gyms of an organisation they
-- administer, and for the platform's administrators every gym.
create function app.seats_of(person uuid)
    returns table (tenant_id uuid, slug text, name text, branding jsonb, role text, since timestamptz)
    language sql stable set search_path = pg_catalog, pg_temp
    begin atomic
        select t.id, t.slug::text, t.name::text, t.branding, app.role_in(person, t.id), m.created_at
        from public.tenant t
        left join public.membership m on m.tenant_id = t.id and m.user_id = person and m.disabled_at is null
        where t.status = 'active' and (
            m.id is not null
            or exists (select from public.platform_admin a where a.user_id = person)
            or t.organisation_id in (
                select home.organisation_id
                from public.membership o join public.tenant home on home.id = o.tenant_id
                where o.user_id = person and o.role = 'org_admin' and o.disabled_at is null
                  and home.status = 'active'));
    end;

-- What sign-in needs of a person and no more: their password hash and where they may go.
create function app.find_login(address text)
    returns table (user_id uuid, password_hash text, is_platform boolean, seats jsonb)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    begin atomic
        select u.id, u.password_hash::text,
               exists (select from public.platform_admin a where a.user_id = u.id),
               coalesce((
                   select jsonb_agg(jsonb_build_object('tenant_id', s.tenant_id, 'slug', s.slug, 'name', s.name,
                                                       'role', s.role) order by s.since nulls last, s.tenant_id)
                   from app.seats_of(u.id) s), '[]'::jsonb)
        from public.user_account u where u.email = lower(address);
    end;

-- The tenants the person in this context may stand in, for switching between them.
create function app.my_tenants()
    returns table (tenant_id uuid, slug text, name text, branding jsonb, role text)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    begin atomic
        select s.tenant_id, s.slug, s.name, s.branding, s.role from app.seats_of((select app.user_id())) s
        order by s.name;
    end;

-- Whether somebody with this address exists, so that an administrator can give them a membership.
create function app.person_with(address text) returns uuid
    language sql stable security definer set search_path = pg_catalog, pg_temp
    begin atomic
        select u.id from public.user_account u
        where u.email = lower(address) and ((select app.tenant_id()) is not null or (select app.is_platform()));
    end;

-- How many active people these tenants have, for the platform's list of tenants.
create function app.count_people(tenants uuid[]) returns table (tenant_id uuid, people bigint)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    begin atomic
        select m.tenant_id, count(*) from public.membership m
        where m.tenant_id = any (tenants) and m.disabled_at is null
          and (m.tenant_id = (select app.tenant_id()) or (select app.is_platform()))
        group by m.tenant_id;
    end;

create function app.enter_refresh_family(family uuid) returns setof public.refresh_family
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    chain public.refresh_family;
begin
    select * into chain from public.refresh_family f where f.id = family for update;
    if found and exists (select from app.seat(chain.user_id, chain.tenant_id, null)) then
        return next chain;
    end if;
end $$;

-- Only the platform sweeps, and only what has ended.
create function app.sweep_expired(before timestamptz) returns bigint
    language sql security definer set search_path = pg_catalog, pg_temp
    begin atomic
        with sessions as (
            delete from public.browser_session
            where least(expires_at, revoked_at) < least(before, now()) and (select app.is_platform()) returning 1
        ), families as (
            delete from public.refresh_family
            where least(expires_at, revoked_at) < least(before, now()) and (select app.is_platform()) returning 1
        )
        select (select count(*) from sessions) + (select count(*) from families);
    end;

create function app.has_system_admin() returns boolean
    language sql stable security definer set search_path = pg_catalog, pg_temp
    begin atomic select exists (select from public.platform_admin); end;

-- Names this history of the database; it differs after a restore into a new cluster or to an earlier moment.
create function app.epoch() returns text language sql stable
    begin atomic
        select substr(encode(sha256(convert_to(concat_ws('/',
            (select system_identifier from pg_control_system()), (select timeline_id from pg_control_checkpoint()),
            (select oid from pg_database where datname = current_database())), 'UTF8')), 'hex'), 1, 16);
    end;

-- One entry for each statement of a person or job. A single changed row keeps its id and which columns changed
-- from what to what; secrets and bookkeeping are named without their values. `at` keeps the order of statements,
-- `created_at` is the moment of their transaction.
create function app.audit() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    quiet constant text[] := array['password_hash', 'token_hash', 'clocks', 'revision'];
    unheard constant text[] := array['last_seen_at', 'revision', 'clocks', 'tenant_key'];
    tenant constant uuid := app.tenant_id();
    person constant uuid := app.user_id();
    n integer := 0;
    before_row jsonb;
    after_row jsonb;
    row_told jsonb;
    diff jsonb;
begin
    if person is null and tenant is null and not app.is_platform() then
        return null;
    end if;
    if tg_op = 'INSERT' then
        select count(*) into n from fresh;
        if n = 1 then select to_jsonb(f) into after_row from fresh f; end if;
    elsif tg_op = 'DELETE' then
        select count(*) into n from stale;
        if n = 1 then select to_jsonb(s) into before_row from stale s; end if;
    else
        select count(*) into n from fresh;
        if n = 1 then
            select to_jsonb(s) into before_row from stale s;
            select to_jsonb(f) into after_row from fresh f;
            select jsonb_object_agg(key, case when key = any (quiet) then to_jsonb('changed'::text)
                                              else jsonb_build_array(before_row -> key, value) end)
              into diff
              from jsonb_each(after_row)
             where value is distinct from before_row -> key and not key = any (unheard);
            if diff is null then
                return null;
            end if;
        end if;
    end if;
    if n > 0 then
        row_told := coalesce(after_row, before_row);
        insert into public.audit_entry (id, created_at, at, tenant_id, actor_id, action, entity, entity_id, rows, changes)
        values (gen_random_uuid(), now(), clock_timestamp(), tenant, person, lower(tg_op), tg_table_name,
                coalesce(row_told ->> 'id', row_told ->> 'user_id')::uuid, n, diff);
    end if;
    return null;
end $$;

revoke all on all functions in schema app from public;
grant execute on function app.epoch() to rythm_app;
grant execute on function app.tenant_id(), app.user_id(), app.is_platform(), app.standing()
    to rythm_app, rythm_gate;
grant execute on function app.seal(bytea, text), app.enter(uuid, uuid, boolean), app.role_in(uuid, uuid), app.seats_of(uuid) to rythm_gate;
grant execute on function app.enter_session(bytea), app.enter_membership(uuid, uuid), app.enter_system(uuid),
    app.find_login(text), app.my_tenants(), app.person_with(text), app.count_people(uuid[]), app.enter_refresh_family(uuid),
    app.sweep_expired(timestamptz), app.has_system_admin() to rythm_app;

-- What the gate may touch, past the wall.
grant select on public.user_account, public.membership, public.tenant, public.platform_admin to rythm_gate;
grant select, update, delete on public.browser_session, public.refresh_family to rythm_gate;
grant insert on public.audit_entry to rythm_gate;

do $$
declare
    f regprocedure;
begin
    for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
             where n.nspname = 'app' and p.prosecdef loop
        execute format('alter function %s owner to rythm_gate', f);
    end loop;
    -- The owner of the tables hangs the trigger on them, and stands behind the wall like everybody else.
    set local role rythm_gate;
    execute format('grant execute on function app.audit(), app.standing() to %I', session_user);
    reset role;
end $$;
revoke create on schema app from rythm_gate;
