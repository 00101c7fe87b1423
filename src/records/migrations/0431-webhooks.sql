-- Other programs that want to hear of something. What is to be told is written with the deed that it tells of, and
-- delivered after it, as often as it takes. Only the server works here: requests have no right to this schema.

create schema webhook;

create table webhook.subscription (
  subscription_id uuid primary key default gen_random_uuid(),
  url text not null,
  events text[] not null check (cardinality(events) >= 1),
  -- signs what is sent (HMAC-SHA256); shown once, to whoever makes the subscription
  secret text not null,
  active boolean not null default true,
  created_by text not null,
  created_at timestamptz not null default clock_timestamp()
);

create table webhook.delivery (
  delivery_id uuid primary key default gen_random_uuid(),
  subscription_id uuid not null references webhook.subscription on delete cascade,
  event text not null,
  -- the very text that is signed and sent
  body text not null,
  status text not null default 'waiting' check (status in ('waiting', 'delivered', 'failed')),
  attempts int not null default 0,
  answer_status int,
  error text,
  next_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  last_at timestamptz
);
create index delivery_recent on webhook.delivery (subscription_id, created_at desc);
create index delivery_waiting on webhook.delivery (created_at) where status = 'waiting';
