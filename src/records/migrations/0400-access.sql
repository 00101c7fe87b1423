-- Who may see and do what, asked by row-level security (docs/decisions/0012).
--
-- Requests run as hengji_app, which owns nothing. All the database takes from a request is which account asks
-- (app.account) and as of which day the organisation counts (app.on); both hold for one transaction. Who that is, which
-- roles it has, and how far each role sees is read here, by functions that hengji_app may call and whose tables it may
-- not read. No account, no rows.

do $$ begin
  create role hengji_app nologin nosuperuser nobypassrls;
exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin
  execute format('grant hengji_app to %I', current_user);
exception when others then null; -- a superuser needs no membership
end $$;

-- What better-auth keeps: accounts with their passwords, sign-ins and second factors.
create schema auth;

create table auth."user" (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table auth.session (
  id text primary key,
  user_id text not null references auth."user" on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index session_by_user on auth.session (user_id);
create table auth.account (
  id text primary key,
  user_id text not null references auth."user" on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index account_by_user on auth.account (user_id);
create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);
create table auth.two_factor (
  id text primary key,
  user_id text not null references auth."user" on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count int not null default 0,
  locked_until timestamptz
);
create index two_factor_by_user on auth.two_factor (user_id);

create schema access;

-- Who an account is. A person has one account at most.
create table access.account (
  account_id text primary key references auth."user" on delete cascade,
  sign_in_name text collate "C" not null unique,
  person_no text collate "C" unique references record.person on update cascade,
  -- 姓名（工号）: what the account is called in records, decisions and the audit log
  display_name text not null unique,
  active boolean not null default true,
  must_change_password boolean not null default false,
  created_by text not null,
  created_at timestamptz not null default now(),
  constraint sign_in_name_tidy check (sign_in_name ~ '^[^\s@]+(@[^\s@]+)?$')
);

create table access.role_grant (
  account_id text not null references access.account on delete cascade,
  role text collate "C" not null,
  valid_from date not null default current_date,
  valid_to date,
  granted_by text not null,
  granted_at timestamptz not null default now(),
  primary key (account_id, role, valid_from),
  constraint grant_ends_after_start check (valid_to >= valid_from)
);

-- The table of permissions (src/access/permissions.ts), copied at every start.
create table access.rule (
  role text collate "C" not null,
  resource text collate "C" not null,
  verb text collate "C" not null,
  -- own 1, group 2, unit 3, centre 4, all 5
  scope int not null check (scope between 1 and 5),
  primary key (role, resource, verb)
);

-- Which version of the table of permissions the rules and policies were made from.
create table access.installed (
  one boolean primary key default true check (one),
  digest text not null
);

-- What the results of an object count as, and whose each row is.
create table access.result_rule (
  object text collate "C" primary key,
  belongs_to text not null check (belongs_to in ('person', 'contract', 'unit', 'nobody')),
  key_column text not null
);

-- A key acts as its account, with the roles it was given and no more.
create table access.api_key (
  key_id text primary key,
  name text not null,
  account_id text not null references access.account on delete cascade,
  -- sha256 of the secret part
  secret_hash text not null unique,
  read_only boolean not null default true,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_by text not null,
  created_at timestamptz not null default now()
);

create table access.sign_in_attempt (
  at timestamptz not null default clock_timestamp(),
  sign_in_name text not null,
  address text not null,
  succeeded boolean not null
);
create index sign_in_attempt_recent on access.sign_in_attempt (at);

-- The answer to a request that creates or pays, kept with its effect, so that repeating it has none.
create table access.idempotency (
  account_id text not null,
  route text not null,
  key text not null,
  body_hash text not null,
  answer jsonb,
  at timestamptz not null default now(),
  primary key (account_id, route, key)
);

-- What an administrator sets for the whole installation; names are those of src/access/settings.ts.
create table access.setting (
  name text collate "C" primary key,
  value text not null,
  set_by text not null,
  set_at timestamptz not null default now()
);

create function access.me() returns text language sql stable set search_path = pg_catalog as $$
  select nullif(current_setting('app.account', true), '')
$$;

create function access.as_of() returns date language sql stable set search_path = pg_catalog as $$
  select coalesce(nullif(current_setting('app.on', true), '')::date, current_date)
$$;

create function access.person() returns text
language sql stable security definer set search_path = pg_catalog as $$
  select person_no from access.account where account_id = access.me() and active
$$;

create function access.display_name() returns text
language sql stable security definer set search_path = pg_catalog as $$
  select display_name from access.account where account_id = access.me() and active
$$;

-- How far the account's widest role reaches; 0 is nowhere. Roles are those held today, whatever month is looked at.
create function access.scope(for_resource text, for_verb text) returns int
language sql stable security definer set search_path = pg_catalog as $$
  select coalesce(max(r.scope), 0)
  from access.account a
  join access.role_grant g on g.account_id = a.account_id
    and g.valid_from <= current_date and (g.valid_to is null or g.valid_to >= current_date)
  join access.rule r on r.role = g.role and r.resource = for_resource and r.verb = for_verb
  where a.account_id = access.me() and a.active
$$;

-- Units under the ones a person heads, or under the one a person works in when heading none; with the whole centre when
-- the scope is the centre.
create function access.units(for_resource text, for_verb text) returns setof text
language sql stable security definer set search_path = pg_catalog as $$
  with recursive placed as (
    select u.unit_code, u.kind, coalesce(p.parent_code, u.parent_code) as parent_code
    from record.unit u left join record.unit_placement p on p.unit_code = u.unit_code
      and p.valid_from <= access.as_of() and (p.valid_to is null or p.valid_to > access.as_of())
  ), post as (
    select unit_code, heads_unit from record.assignment
    where person_no = access.person() and valid_from <= access.as_of() and (valid_to is null or valid_to > access.as_of())
  ), upward (unit_code, kind, parent_code, steps) as (
    select p.unit_code, p.kind, p.parent_code, 0 from placed p join post using (unit_code)
    union all
    select p.unit_code, p.kind, p.parent_code, w.steps + 1
    from upward w join placed p on p.unit_code = w.parent_code where w.kind <> '中心' and w.steps < 50
  ), top (unit_code) as (
    select unit_code from post where access.scope(for_resource, for_verb) = 3
    union
    select unit_code from upward where access.scope(for_resource, for_verb) = 4 and kind = '中心'
    union
    select unit_code from post where access.scope(for_resource, for_verb) = 4
  ), below (unit_code) as (
    select unit_code from top
    union
    select p.unit_code from below b join placed p on p.parent_code = b.unit_code
  )
  select unit_code from below
$$;

-- People within reach by the organisation as of the day; who had left by then counts where they last were.
create function access.people(for_resource text, for_verb text) returns setof text
language sql stable security definer set search_path = pg_catalog as $$
  with days as (select access.as_of() as day, access.scope(for_resource, for_verb) as scope, access.person() as me)
  select me from days where scope between 1 and 4 and me is not null
  union
  select m.person_no from days
    join record.team_membership lead on lead.person_no = days.me and lead.role = '组长'
      and lead.valid_from <= days.day and (lead.valid_to is null or lead.valid_to > days.day)
    join record.team_membership m on m.team_code = lead.team_code
    join record.person p on p.person_no = m.person_no
    where days.scope between 2 and 4 and m.valid_from <= least(days.day, p.left_on)
      and (m.valid_to is null or m.valid_to > least(days.day, p.left_on))
  union
  select a.person_no from days join record.assignment a on a.superior_no = days.me
    join record.person p on p.person_no = a.person_no
    where days.scope between 2 and 4 and a.valid_from <= least(days.day, p.left_on)
      and (a.valid_to is null or a.valid_to > least(days.day, p.left_on))
  union
  select a.person_no from days join record.assignment a on a.unit_code in (select access.units(for_resource, for_verb))
    join record.person p on p.person_no = a.person_no
    where days.scope in (3, 4) and a.valid_from <= least(days.day, p.left_on)
      and (a.valid_to is null or a.valid_to > least(days.day, p.left_on))
$$;

-- Contracts of the people or units within reach: signed by them, for them, or shared with them.
create function access.contracts(for_resource text, for_verb text) returns setof text
language sql stable security definer set search_path = pg_catalog as $$
  select contract_no from record.contract where salesperson_no in (select access.people(for_resource, for_verb))
  union
  select contract_no from record.contract where unit_code in (select access.units(for_resource, for_verb))
  union
  select contract_no from record.credit_share where person_no in (select access.people(for_resource, for_verb))
$$;

create function access.customers(for_resource text, for_verb text) returns setof text
language sql stable security definer set search_path = pg_catalog as $$
  select customer_code from record.contract where contract_no in (select access.contracts(for_resource, for_verb))
$$;

-- The condition under which a row of a resource is within reach. `belongs_to` says whose it is, `key` by which column.
create function access.condition(for_resource text, for_verb text, belongs_to text, key text) returns text
language sql immutable set search_path = pg_catalog as $$
  select case belongs_to
    when 'everybody' then format('(select access.scope(%1$L, %2$L)) >= 1', for_resource, for_verb)
    when 'nobody' then format('(select access.scope(%1$L, %2$L)) = 5', for_resource, for_verb)
    else format('((select access.scope(%1$L, %2$L)) = 5 or %3$I in (select access.%4$I(%1$L, %2$L))%5$s)',
      for_resource, for_verb, key,
      case belongs_to when 'person' then 'people' when 'contract' then 'contracts' when 'unit' then 'units' when 'customer' then 'customers' end,
      case when belongs_to = 'customer' then format(' or (entered_by = (select access.display_name()) and (select access.scope(%1$L, %2$L)) >= 1)', for_resource, for_verb) else '' end)
    end
$$;

-- Makes the policies of a table: the owner sees everything, hengji_app what the permissions say.
create function access.protect(of_table regclass, for_resource text, belongs_to text, key text, verbs text[]) returns void
language plpgsql set search_path = pg_catalog as $$
declare
  verb text;
  reached text;
  old text;
begin
  for old in select polname from pg_policy where polrelid = of_table loop
    execute format('drop policy %I on %s', old, of_table);
  end loop;
  execute format('alter table %s enable row level security', of_table);
  execute format('alter table %s force row level security', of_table);
  execute format('create policy owner on %s to %I using (true) with check (true)', of_table, current_user);
  execute format('revoke all on %s from hengji_app', of_table);
  foreach verb in array verbs loop
    reached := access.condition(for_resource, verb, belongs_to, key);
    case verb
      when 'read' then
        execute format('create policy read on %s for select to hengji_app using (%s)', of_table, reached);
        execute format('grant select on %s to hengji_app', of_table);
      when 'create' then
        execute format('create policy "create" on %s for insert to hengji_app with check (%s)', of_table, reached);
        execute format('grant insert on %s to hengji_app', of_table);
      when 'update' then
        execute format('create policy "update" on %s for update to hengji_app using (%s) with check (%s)', of_table, reached, reached);
        execute format('grant update on %s to hengji_app', of_table);
      when 'remove' then
        execute format('create policy remove on %s for delete to hengji_app using (%s)', of_table, reached);
        execute format('grant delete on %s to hengji_app', of_table);
    end case;
  end loop;
end $$;

-- Result tables come and go with policies and runs; each is protected when it is made. An object nobody has spoken for
-- belongs to nobody: only who sees all statements sees its results.
create function access.protect_result(of_table regclass, of_object text) returns void
language plpgsql set search_path = pg_catalog as $$
declare
  found access.result_rule;
begin
  select * into found from access.result_rule where object = of_object;
  perform access.protect(of_table, 'statement', coalesce(found.belongs_to, 'nobody'), coalesce(found.key_column, 'K1'), array['read']);
end $$;

grant usage on schema record, settlement, access to hengji_app;
revoke all on all functions in schema access from public;
grant execute on function access.me(), access.as_of(), access.person(), access.display_name(), access.scope(text, text),
  access.units(text, text), access.people(text, text), access.contracts(text, text), access.customers(text, text) to hengji_app;

-- Identity numbers, bank cards and telephone numbers stand apart from what everybody works with (L-4), and no policy
-- document can name them.
create schema private;
create table private.personal_data (
  person_no text collate "C" primary key references record.person on update cascade,
  id_number text,
  bank_name text,
  bank_account text,
  phone text,
  entered_by text not null,
  entered_at timestamptz not null default now(),
  constraint id_number_form check (id_number ~ '^\d{17}[\dX]$'),
  constraint bank_account_form check (bank_account ~ '^\d{8,30}$'),
  constraint phone_form check (phone ~ '^[\d+ -]{5,20}$')
);
grant usage on schema private to hengji_app;
