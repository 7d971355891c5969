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
];
