/** Event Hubs loggers: all of them count as used (docs/rules.md#calls). Rules: docs/rules.md#calls. */
import { type ArmResource, nameOf, parseArmId } from '../model/arm.ts';
import { attempt } from '../model/estate.ts';
import { at, same, text } from '../model/json.ts';
import { say } from '../model/text.ts';
import { type CallCollector, type Origin, placeUnder } from './call-collector.ts';
import { type Identities, UNKNOWN } from './call-identity.ts';
import type { Owner } from './crawl.ts';
import { type KnownText, NOTHING_KNOWN } from './policy/host-of-url.ts';
import type { Template } from './policy/template.ts';
import { outsideCalls, resolvedTexts, textsOutsideCalls, type ValueScope } from './resolve-value.ts';

/** Ports that a logger may use towards Event Hubs (docs/rules.md#network-rules, row 12). */
const EVENT_HUBS_PORTS = [5671, 5672, 443];

/** The namespace of a logger's `resourceId`, which may name an event hub inside it. */
function namespaceId(id: string | undefined): string | undefined {
  if (id === undefined) return undefined;
  const namespace = /^(.*\/namespaces\/[^/]+)(?:\/.*)?$/i.exec(id)?.[1] ?? id;
  return parseArmId(namespace) === undefined ? undefined : namespace;
}

/** Only the endpoint of a connection string is looked at; the key in it is left where it is. */
const ENDPOINT = /(?:^|;)\s*Endpoint\s*=\s*([^;]+)/i;

function endpointText(connection: KnownText): KnownText {
  return connection.map((part) => (typeof part === 'string' ? (part.match(ENDPOINT)?.[1] ?? part) : part));
}

function callLogger(
  collector: CallCollector,
  identities: Identities,
  origin: Origin,
  self: Origin,
  logger: ArmResource,
  owner: Owner,
): void {
  if (!same(text(logger, 'properties', 'loggerType'), 'azureEventHub')) return;
  const scope = outsideCalls(owner.namedValue);
  const identity = identities.ofLogger(at(logger, 'properties', 'credentials'), scope);
  const resource = namespaceId(text(logger, 'properties', 'resourceId'));
  if (resource !== undefined) {
    collector.call(origin, { kind: 'id', id: resource, ports: EVENT_HUBS_PORTS }, identity);
    return;
  }
  const address = text(logger, 'properties', 'credentials', 'endpointAddress');
  const connection = text(logger, 'properties', 'credentials', 'connectionString');
  const value = address ?? connection?.match(ENDPOINT)?.[1] ?? connection;
  const urls = value === undefined ? [NOTHING_KNOWN] : textsOutsideCalls(value, owner.namedValue);
  for (const url of urls) {
    const known = address === undefined ? endpointText(url) : url;
    collector.callUrl(origin, known, [identity], { self, ports: EVENT_HUBS_PORTS });
  }
}

function unreadOrigin(logger: ArmResource, { workspace }: Owner): Origin {
  const place = placeUnder(workspace, say('Logger {logger}', { logger: logger.name }));
  const outside = { api: undefined, proxied: false, complete: true };
  return { place, source: logger.id, element: 'properties', weight: 'used', workspace, ...outside };
}

function originOf(logger: ArmResource, owner: Owner): Origin {
  const byId = text(logger, 'properties', 'resourceId') !== undefined;
  const element = byId ? 'properties.resourceId' : 'properties.credentials';
  return { ...unreadOrigin(logger, owner), element };
}

/** Notes the calls of all Event Hubs loggers of an owner. */
export function callLoggers(collector: CallCollector, identities: Identities, owner: Owner): void {
  for (const logger of owner.loggers.ok ? owner.loggers.value : []) {
    const done = attempt(() => {
      const origin = originOf(logger, owner);
      callLogger(collector, identities, origin, origin, logger, owner);
    });
    if (!done.ok) collector.cannotRead(unreadOrigin(logger, owner), done);
  }
}

/** Notes that a policy writes to a logger, so that the place is told too. A computed id leaves nothing open. */
export function callLoggerNamed(
  collector: CallCollector,
  identities: Identities,
  origin: Origin,
  logger: Template,
  owner: Owner,
  scope: ValueScope,
): void {
  if (!owner.loggers.ok) return;
  for (const name of resolvedTexts(logger, scope) ?? []) {
    const resource = owner.loggers.value.find((one) => same(one.name, nameOf(name.trim())));
    if (resource === undefined) collector.cannotResolve(origin, 'G-UNRESOLVED', [UNKNOWN]);
    // One that is unreadable is told by the list of all loggers.
    else attempt(() => callLogger(collector, identities, origin, originOf(resource, owner), resource, owner));
  }
}
