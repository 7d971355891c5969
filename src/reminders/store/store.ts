/** All tables of one database. */
import { type Audit, createAudit } from './audit.ts';
import type { Database } from './database.ts';
import { createDecisions, type DecisionsTable } from './decisions.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import { createPlaceScopes, type PlaceScopesTable } from './place-scopes.ts';
import { createPlaces, type Places } from './places.ts';
import { createPreferenceRows, type PreferenceRows } from './preferences.ts';
import { createSendSlots, type SendSlots } from './send-slots.ts';
import { createSnapshots, type Snapshots } from './snapshots.ts';
import { createSubscriptions, type Subscriptions } from './subscriptions.ts';
import { createWatchedResources, type WatchedResourcesTable } from './watched-resources.ts';

/** What is kept. Every method rejects when the database is away. */
export interface Store {
  readonly places: Places;
  readonly placeScopes: PlaceScopesTable;
  readonly subscriptions: Subscriptions;
  readonly decisions: DecisionsTable;
  readonly snapshots: Snapshots;
  readonly deliveries: Deliveries;
  readonly watchedResources: WatchedResourcesTable;
  readonly sendSlots: SendSlots;
  readonly preferences: PreferenceRows;
  readonly audit: Audit;
  readonly database: Database;
}

/** The tables of an open database that is up to date. */
export function createStore(database: Database): Store {
  return {
    places: createPlaces(database),
    placeScopes: createPlaceScopes(database),
    subscriptions: createSubscriptions(database),
    decisions: createDecisions(database),
    snapshots: createSnapshots(database),
    deliveries: createDeliveries(database),
    watchedResources: createWatchedResources(database),
    sendSlots: createSendSlots(database),
    preferences: createPreferenceRows(database),
    audit: createAudit(database),
    database,
  };
}
