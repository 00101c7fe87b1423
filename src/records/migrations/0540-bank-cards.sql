-- Bank cards, each from a day on (trust 20). A mailbox or a password that was stolen should not be enough to send somebody's
-- pay elsewhere: a card that replaces another waits for some days, during which the person and finance are told and may stop it.
--
-- The card of today is the newest that has begun and was not stopped; nothing has to happen on the day itself.

create table private.bank_card (
  card_id bigint generated always as identity primary key,
  person_no text collate "C" not null references record.person on update cascade,
  bank_name text,
  -- null: no card any more
  bank_account text,
  effective_on date not null,
  entered_by text not null,
  entered_at timestamptz not null default now(),
  stopped_by text,
  stopped_at timestamptz,
  stop_reason text,
  -- told until they say they have seen it
  person_seen_at timestamptz,
  finance_seen_by text,
  finance_seen_at timestamptz,
  constraint bank_account_form check (bank_account ~ '^\d{8,30}$'),
  constraint stopped_by_somebody check ((stopped_at is null) = (stopped_by is null) and (stopped_at is null) = (stop_reason is null)),
  constraint seen_by_finance check ((finance_seen_at is null) = (finance_seen_by is null)),
  constraint seen_by_another check (finance_seen_by <> entered_by)
);
create index bank_card_person on private.bank_card (person_no, card_id desc);

insert into private.bank_card (person_no, bank_name, bank_account, effective_on, entered_by, entered_at, person_seen_at, finance_seen_by, finance_seen_at)
  select person_no, bank_name, bank_account, entered_at::date, entered_by, entered_at, now(), '系统', now()
  from private.personal_data where bank_account is not null or bank_name is not null;

alter table private.personal_data drop column bank_name, drop column bank_account;

-- Whatever a request tries: only the first card of a person begins at once, and nothing but being stopped or seen changes
-- a card that is entered.
create function private.keep_bank_card() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    if access.me() is not null and new.effective_on <= current_date
        and exists (select from private.bank_card c where c.person_no = new.person_no) then
      raise exception using errcode = '42501', message = 'a card that replaces another waits';
    end if;
  elsif (old.bank_name, old.bank_account, old.effective_on, old.entered_by, old.entered_at)
        is distinct from (new.bank_name, new.bank_account, new.effective_on, new.entered_by, new.entered_at)
      or old.stopped_at is not null and old.stopped_at is distinct from new.stopped_at then
    raise exception using errcode = '42501', message = 'a bank card that was entered stays as it is';
  end if;
  return new;
end $$;

create trigger bank_card_kept before insert or update on private.bank_card
  for each row execute function private.keep_bank_card();
