/** The tables, step by step. A step that was released is never changed; what comes later is a step of its own. */

/** One step. */
export interface Migration {
  readonly id: number;
  /** Statements, in order. */
  readonly statements: readonly string[];
}

/** Every step, in order. Days are text (`YYYY-MM-DD`), so that no driver moves them through a time zone. */
export const migrations: readonly Migration[] = [
  {
    id: 1,
    statements: [
      // For pg-boss, which makes the rest itself: two of them that create a schema at the same moment fail.
      'create schema if not exists pgboss',
      `create table readiness.places (
        id uuid primary key,
        kind text not null,
        conversation_id text not null unique,
        tenant_id text,
        service_url text not null,
        team_id text,
        team_name text,
        channel_name text,
        locale text,
        time_zone text,
        state text not null default 'ok',
        why text,
        since timestamptz not null
      )`,
      'create index places_team on readiness.places (team_id)',
      `create table readiness.subscriptions (
        id uuid primary key,
        kind text not null,
        place_id uuid not null references readiness.places (id) on delete cascade,
        scope jsonb not null,
        schedule jsonb,
        set_up_by jsonb not null,
        created_at timestamptz not null,
        state text not null default 'active',
        paused_until text
      )`,
      `create unique index subscriptions_once on readiness.subscriptions (place_id, kind, scope) where state <> 'stopped'`,
      `create table readiness.pauses (
        subscription_id uuid not null references readiness.subscriptions (id) on delete cascade,
        instance_id text not null,
        retirement text not null,
        kind text not null,
        until text not null,
        by jsonb not null,
        at timestamptz not null,
        primary key (subscription_id, instance_id, retirement)
      )`,
      `create table readiness.waivers (
        id uuid primary key,
        instance_id text not null,
        requirement text not null,
        until text not null,
        reason text not null,
        by jsonb not null,
        at timestamptz not null
      )`,
      'create index waivers_instance on readiness.waivers (instance_id)',
      `create table readiness.threads (
        place_id uuid not null references readiness.places (id) on delete cascade,
        instance_id text not null,
        retirement text not null,
        conversation_id text not null,
        message_id text not null,
        primary key (place_id, instance_id, retirement)
      )`,
      `create table readiness.snapshots (
        instance_id text not null,
        retirement text not null,
        checked_at timestamptz not null,
        verdict text not null,
        findings jsonb not null,
        primary key (instance_id, retirement, checked_at)
      )`,
      'create index snapshots_checked on readiness.snapshots (checked_at)',
      `create table readiness.standings (
        instance_id text not null,
        retirement text not null,
        standing jsonb not null,
        primary key (instance_id, retirement)
      )`,
      `create table readiness.deliveries (
        id uuid primary key,
        number bigint generated always as identity,
        subscription_id uuid not null references readiness.subscriptions (id) on delete cascade,
        place_id uuid not null references readiness.places (id) on delete cascade,
        instance_id text not null,
        retirement text not null,
        milestone text not null,
        day text not null,
        message jsonb,
        state text not null default 'due',
        not_before timestamptz not null,
        expires_at timestamptz not null,
        lease_until timestamptz,
        turn_at timestamptz,
        attempts integer not null default 0,
        failures integer not null default 0,
        last_error text,
        created_at timestamptz not null,
        settled_at timestamptz,
        unique (subscription_id, instance_id, retirement, milestone)
      )`,
      `create index deliveries_open on readiness.deliveries (not_before) where state in ('due', 'sending')`,
      'create index deliveries_place on readiness.deliveries (place_id)',
      `create table readiness.paces (
        key text primary key,
        next_at timestamptz not null
      )`,
    ],
  },
  {
    id: 2,
    statements: [
      // Waivers and declarations are kept alike. A waiver that was made without an end gets one: 180 days after it was made.
      'alter table readiness.waivers rename to decisions',
      `alter table readiness.decisions
        add column kind text not null default 'waiver',
        add column policy text,
        add column hash text,
        add column destination text,
        add column withdrawn_by jsonb,
        add column withdrawn_at timestamptz,
        alter column requirement drop not null,
        alter column reason drop not null,
        alter column until drop not null`,
      'alter table readiness.decisions alter column kind drop default',
      `update readiness.decisions set until = to_char(at at time zone 'utc' + interval '180 days', 'YYYY-MM-DD')
       where until > to_char(at at time zone 'utc' + interval '180 days', 'YYYY-MM-DD')`,
      // A message is a reminder, a summary or the news of a decision; why it came is data.
      `alter table readiness.deliveries
        add column kind text not null default 'reminder',
        alter column instance_id drop not null,
        alter column retirement drop not null,
        drop constraint deliveries_subscription_id_instance_id_retirement_milestone_key`,
      'alter table readiness.deliveries alter column kind drop default',
      `update readiness.deliveries set kind = 'summary', instance_id = null, retirement = null where milestone like 'summary-%'`,
      `alter table readiness.deliveries alter column milestone type jsonb using case
        when milestone like 'summary-%' then jsonb_build_object('kind', 'at', 'local', substr(milestone, 9))
        when milestone like 'at-%' then jsonb_build_object('kind', 'at', 'local', substr(milestone, 4))
        when milestone like 'before-%' then jsonb_build_object('kind', 'before', 'days', substr(milestone, 8)::integer)
        when milestone like 'week-%' then jsonb_build_object('kind', 'week', 'number', substr(milestone, 6)::integer)
        when milestone like 'month-%' then jsonb_build_object('kind', 'month', 'number', substr(milestone, 7)::integer)
        when milestone like 'met-%' then jsonb_build_object('kind', 'all-met', 'episode', substr(milestone, 5)::integer)
        when milestone like 'unmet-%'
          then jsonb_build_object('kind', 'no-longer-ready', 'episode', substr(milestone, 7)::integer)
        when milestone like 'pause-ended-%' then jsonb_build_object('kind', 'pause-ended', 'until', substr(milestone, 13))
        when milestone like 'waiver-ended-%' then jsonb_build_object('kind', 'waiver-ended',
          'requirement', substr(milestone, 14, length(milestone) - 24), 'until', right(milestone, 10))
        else jsonb_build_object('kind', 'day') end`,
      `create unique index deliveries_once on readiness.deliveries
        (subscription_id, kind, coalesce(instance_id, ''), coalesce(retirement, ''), milestone)`,
    ],
  },
  {
    id: 3,
    statements: [
      // One form of a schedule everywhere, and some that come once.
      `update readiness.subscriptions set schedule = (schedule - 'weekdays') || jsonb_build_object('days', schedule -> 'weekdays')
       where schedule ? 'weekdays'`,
      'drop index readiness.subscriptions_once',
      `create unique index subscriptions_once on readiness.subscriptions
        (place_id, kind, scope, coalesce(schedule ->> 'on', '')) where state <> 'stopped'`,
    ],
  },
  {
    id: 4,
    statements: ['create table readiness.preferences (person text primary key, fix_format text)'],
  },
  {
    id: 5,
    statements: [
      `create table readiness.audit (
        id bigint generated always as identity primary key,
        at timestamptz not null,
        activity_id text not null,
        tenant_id text,
        person text not null,
        name text,
        conversation_id text not null,
        act text not null,
        intent text not null,
        about jsonb not null,
        detail text,
        outcome text not null,
        message_id text
      )`,
      'create index audit_at on readiness.audit (at)',
      'create index audit_message on readiness.audit (conversation_id, message_id)',
      `create table readiness.feedback (
        at timestamptz not null,
        conversation_id text not null,
        message_id text not null,
        person text not null,
        intent text not null,
        reaction text not null,
        text text,
        primary key (conversation_id, message_id, person)
      )`,
    ],
  },
  {
    id: 6,
    statements: [
      `create table readiness.place_scopes (
        id uuid primary key,
        conversation_id text not null,
        scope jsonb not null,
        by jsonb not null,
        at timestamptz not null,
        withdrawn_by jsonb,
        withdrawn_at timestamptz
      )`,
      `create unique index place_scopes_once on readiness.place_scopes (conversation_id, scope) where withdrawn_at is null`,
    ],
  },
  {
    id: 7,
    statements: [
      // What an instance rests on, so that a change there leads to a new look.
      `create table readiness.foundations (
        instance_id text primary key,
        resources jsonb not null
      )`,
    ],
  },
];
