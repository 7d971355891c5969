/** From a crawl to the places from which the gateway calls something, and to what could not be resolved. Domain 4, contract 7.23. */
import { identityOf } from '../instance/identity.ts';
import { type ArmResource, idKey, nameOf, parseArmId } from '../model/arm.ts';
import { at, same, text } from '../model/json.ts';
import type { ReasonCode } from '../model/reasons.ts';
import type { Cloud } from '../model/requirement.ts';
import { say, type Text } from '../model/text.ts';
import { serviceOfHost } from '../network/hosts.ts';
import { targetTypes } from '../network/target.ts';
import { hostOfUrl, type KnownText } from '../policy/host-of-url.ts';
import { templateOf } from '../policy/read-value.ts';
import type { Template } from '../policy/template.ts';
import { backendNamed, membersOf, resourceIdOfBackend, urlOfBackend } from './backends.ts';
import { hasSignature, Identities, shapesMainCall, withoutProof } from './call-identity.ts';
import type { Callee, CallIdentity, CallSite, Unresolved, Weight } from './call-site.ts';
import { type Context, contextsOf, type Step } from './context.ts';
import type { ApiSource, Crawl, Owner } from './crawl.ts';
import { placeIn, scopeName } from './policy-scope.ts';
import { outsideCalls, resolvedTexts, resolveTemplate, type ValueScope, variablesAt } from './resolve-value.ts';

/** What calls what, and what stayed dark. */
export interface CallSites {
  readonly sites: readonly CallSite[];
  readonly unresolved: readonly Unresolved[];
}

/** Ports that a logger may use towards Event Hubs (domain V4, row 12). */
const EVENT_HUBS_PORTS = [5671, 5672, 443];
const KEY: CallIdentity = { kind: 'key', managed: false };
const NONE: CallIdentity = { kind: 'none', managed: false };

interface Origin {
  readonly place: Text;
  readonly source: string;
  readonly element: string;
  readonly weight: Weight;
  readonly workspace: string | undefined;
}

class SiteCollector {
  readonly #crawl: Crawl;
  readonly #identities: Identities;
  readonly #matters: (host: string) => boolean;
  readonly #sites = new Map<string, CallSite>();
  readonly #unresolved = new Map<string, Unresolved>();
  /** Backends that something refers to, by `idKey`. */
  readonly #referenced = new Set<string>();
  /** Owners with a `backend-id` that is computed, so that any of their backends may be called. */
  readonly #anyBackend = new Set<string>();

  constructor(crawl: Crawl, cloud: Cloud) {
    this.#crawl = crawl;
    this.#identities = new Identities(identityOf(crawl.service));
    this.#matters = (host) => serviceOfHost(host, cloud) !== undefined;
  }

  collect(): CallSites {
    for (const problem of this.#crawl.problems) this.#addUnresolved(problem);
    for (const context of contextsOf(this.#crawl)) this.#collectContext(context);
    for (const owner of this.#crawl.owners) {
      this.#collectLoggers(owner);
      this.#collectLeftBackends(owner);
    }
    return { sites: [...this.#sites.values()], unresolved: [...this.#unresolved.values()] };
  }

  #owner(id: string): Owner | undefined {
    return this.#crawl.owners.find((owner) => idKey(owner.id) === idKey(id));
  }

  #addSite(origin: Origin, callee: Callee, identity: CallIdentity): void {
    const called = callee.kind === 'host' ? callee.host : idKey(callee.id);
    const key = [idKey(origin.source), origin.element, called, identity.kind, identity.managed, origin.weight].join(
      ' ',
    );
    if (!this.#sites.has(key)) this.#sites.set(key, { ...origin, callee, identity });
  }

  #addUnresolved(unresolved: Unresolved): void {
    const key = [idKey(unresolved.source), unresolved.reason, unresolved.weight].join(' ');
    if (!this.#unresolved.has(key)) this.#unresolved.set(key, unresolved);
  }

  #cannotResolve({ source, place, weight }: Origin, reason: ReasonCode): void {
    this.#addUnresolved({ source, place, reason, failure: 'resolve', detail: undefined, weight });
  }

  #callUrl(origin: Origin, urls: readonly KnownText[], identify: (url: KnownText) => readonly CallIdentity[]): void {
    for (const url of urls) {
      const found = hostOfUrl(url, this.#matters);
      if (found.kind === 'unresolved') this.#cannotResolve(origin, found.reason);
      if (found.kind !== 'host') continue;
      for (const host of found.hosts.filter(this.#matters)) {
        for (const identity of identify(url)) this.#addSite(origin, { kind: 'host', host }, identity);
      }
    }
  }

  #callBackend(
    origin: Origin,
    backend: ArmResource,
    owner: Owner,
    identities: readonly CallIdentity[],
    none: CallIdentity,
  ): void {
    const { members, lost } = membersOf(backend, owner);
    this.#referenced.add(idKey(backend.id));
    if (lost > 0) this.#cannotResolve(this.#ofBackend(backend, owner, origin.weight), 'G-UNRESOLVED');
    for (const member of members) {
      this.#referenced.add(idKey(member.id));
      const own = this.#identities.ofBackend(at(member, 'properties', 'credentials'), outsideCalls(owner.namedValue));
      const carried = identities.length > 0 ? identities : [own ?? none];
      const self = this.#ofBackend(member, owner, origin.weight);
      const resource = resourceIdOfBackend(member);
      if (resource !== undefined && isTargetId(resource)) {
        for (const identity of carried) this.#addSite(origin, { kind: 'id', id: resource }, identity);
        continue;
      }
      for (const url of urlOfBackend(member, owner) ?? [[]]) {
        const found = hostOfUrl(url, this.#matters);
        if (found.kind === 'unresolved') this.#cannotResolve(self, found.reason);
        if (found.kind !== 'host') continue;
        const shown = own === undefined && identities.length === 0 && hasSignature(url) ? [KEY] : carried;
        for (const host of found.hosts.filter(this.#matters)) {
          for (const identity of shown) this.#addSite(origin, { kind: 'host', host }, identity);
        }
      }
    }
  }

  #ofBackend(backend: ArmResource, owner: Owner, weight: Weight): Origin {
    const name = say('Backend {backend}', { backend: backend.name });
    const place =
      owner.workspace === undefined
        ? name
        : say('Workspace {workspace}: {place}', { workspace: owner.workspace, place: name });
    return { place, source: backend.id, element: 'properties.url', weight, workspace: owner.workspace };
  }

  #originOf(step: Step, context: Context): Origin {
    const { source, statement } = step;
    return {
      place: placeIn(source.scope, statement.element),
      source: source.id,
      element: statement.element,
      weight: context.weight === 'used' ? source.weight : context.weight,
      workspace: context.scope.workspace,
    };
  }

  #valueScope(step: Step, context: Context): ValueScope {
    const owner = this.#owner(step.source.scope.owner);
    const namedValue = owner?.namedValue ?? (() => ({ ok: false, reason: 'NOT_FOUND' }) as const);
    return { namedValue, variable: variablesAt(context) };
  }

  #collectContext(context: Context): void {
    const owner = this.#owner(context.scope.owner);
    if (owner === undefined) return;
    const main = this.#identities.ofMainCall(context, { namedValue: owner.namedValue, variable: variablesAt(context) });
    const origins = mainDestinations(context);
    for (const step of origins.steps) this.#callMain(step, context, main);
    // An API's own service URL counts as used even where a policy always sends elsewhere (contract 7.23).
    if (!origins.overridden || context.scope.kind === 'api') this.#callServiceUrls(context, owner, main, undefined);
    for (const step of context.steps.filter(context.isOwn)) this.#collectStep(step, context, owner, main);
  }

  /** A `set-backend-service` that decides where a context's main call goes. */
  #callMain(step: Step, context: Context, main: readonly CallIdentity[]): void {
    const { statement } = step;
    const origin = this.#originOf(step, context);
    const foreign = step.viaProduct && main.length > 0 ? [{ kind: 'unknown', managed: false } as const] : main;
    if (statement.kind === 'backend-url') {
      this.#callUrl(origin, resolveTemplate(statement.url, this.#valueScope(step, context)), (url) =>
        foreign.length > 0 ? foreign : [hasSignature(url) ? KEY : withoutProof(context)],
      );
    } else if (statement.kind === 'backend') {
      this.#callBackends(origin, statement.backend, step, context, foreign);
    }
  }

  #callBackends(
    origin: Origin,
    name: Template,
    step: Step,
    context: Context,
    identities: readonly CallIdentity[],
  ): void {
    const owner = this.#owner(step.source.scope.owner);
    if (owner === undefined || !owner.backends.ok) return;
    const names = resolvedTexts(name, this.#valueScope(step, context));
    if (names === undefined) {
      this.#anyBackend.add(idKey(owner.id));
      for (const backend of owner.backends.value) {
        this.#callBackend(origin, backend, owner, identities, withoutProof(context));
      }
      return;
    }
    for (const one of names) {
      const backend = backendNamed(owner, nameOf(one.trim()));
      if (backend === undefined) this.#cannotResolve(origin, 'G-UNRESOLVED');
      else this.#callBackend(origin, backend, owner, identities, withoutProof(context));
    }
  }

  /** The service URL of the API that a context belongs to, or of every API below it. */
  #callServiceUrls(context: Context, owner: Owner, main: readonly CallIdentity[], caller: Origin | undefined): void {
    const { scope } = context;
    const ofContext = (api: ApiSource) =>
      idKey(api.scope.owner) === idKey(owner.id) &&
      (scope.api === undefined ? caller !== undefined : same(api.resource.name, scope.api));
    for (const api of this.#crawl.apis.filter(ofContext)) {
      const url = text(api.resource, 'properties', 'serviceUrl');
      if (url === undefined) continue;
      const origin = caller ?? {
        place: say('{scope}, service URL', { scope: scopeName(api.scope) }),
        source: api.resource.id,
        element: 'properties.serviceUrl',
        weight: context.weight === 'used' ? api.weight : context.weight,
        workspace: owner.workspace,
      };
      this.#callUrl(origin, resolveTemplate(templateOf(url), outsideCalls(owner.namedValue)), (known) =>
        main.length > 0 ? main : [hasSignature(known) ? KEY : withoutProof(context)],
      );
    }
  }

  /** Calls that a policy makes by itself, beside the main one. */
  #collectStep(step: Step, context: Context, owner: Owner, main: readonly CallIdentity[]): void {
    const { statement } = step;
    const origin = this.#originOf(step, context);
    const scope = this.#valueScope(step, context);
    switch (statement.kind) {
      case 'request': {
        const identify = (url: KnownText) => {
          const own = this.#identities.ofRequest(statement.auth, url, context, scope);
          const proofless = own.every(({ kind }) => kind === 'none' || kind === 'unknown');
          // A copy of the current request carries what was set on that.
          return statement.copiesRequest && statement.auth.managedIdentity === undefined && proofless && main.length > 0
            ? main
            : own;
        };
        if (statement.url !== undefined) this.#callUrl(origin, resolveTemplate(statement.url, scope), identify);
        else if (!statement.copiesRequest) this.#cannotResolve(origin, 'G-UNRESOLVED');
        else this.#callCurrent(origin, context, owner, identify([]));
        return;
      }
      case 'backend':
        if (statement.main && shapesMainCall(step)) return;
        this.#callBackends(
          origin,
          statement.backend,
          step,
          context,
          statement.systemIdentity ? [{ kind: 'system', managed: true }] : [],
        );
        return;
      case 'backend-url':
        // Outside the sections that shape the main call it has no effect there, yet it may be run.
        if (!shapesMainCall(step))
          this.#callUrl(origin, resolveTemplate(statement.url, scope), () => [withoutProof(context)]);
        return;
      case 'message':
        this.#callUrl(origin, resolveTemplate(statement.namespace, scope), () =>
          this.#identities.ofTemplate(statement.clientId, scope),
        );
        return;
      case 'logger':
        this.#refersToLogger(origin, statement.logger, owner, scope);
        return;
      default:
        return;
    }
  }

  /** `mode="copy"` without a URL: the request goes where the current one goes. */
  #callCurrent(origin: Origin, context: Context, owner: Owner, identities: readonly CallIdentity[]): void {
    const destinations = mainDestinations(context);
    for (const step of destinations.steps) {
      const { statement } = step;
      if (statement.kind === 'backend-url') {
        this.#callUrl(origin, resolveTemplate(statement.url, this.#valueScope(step, context)), () => identities);
      } else if (statement.kind === 'backend') {
        this.#callBackends(origin, statement.backend, step, context, identities);
      }
    }
    if (!destinations.overridden) this.#callServiceUrls(context, owner, identities, origin);
  }

  #refersToLogger(origin: Origin, logger: Template, owner: Owner, scope: ValueScope): void {
    if (!owner.loggers.ok) return;
    // Every logger counts as used anyway (contract 7.23), so a computed id leaves nothing open.
    for (const name of resolvedTexts(logger, scope) ?? []) {
      const resource = owner.loggers.value.find((one) => same(one.name, nameOf(name.trim())));
      if (resource === undefined) this.#cannotResolve(origin, 'G-UNRESOLVED');
      else this.#callLogger(origin, resource, owner, false);
    }
  }

  #collectLoggers(owner: Owner): void {
    if (!owner.loggers.ok) return;
    for (const logger of owner.loggers.value) {
      const name = say('Logger {logger}', { logger: logger.name });
      const place =
        owner.workspace === undefined
          ? name
          : say('Workspace {workspace}: {place}', { workspace: owner.workspace, place: name });
      const { workspace } = owner;
      const origin = {
        place,
        source: logger.id,
        element: 'properties.credentials',
        weight: 'used',
        workspace,
      } as const;
      this.#callLogger(origin, logger, owner, true);
    }
  }

  #callLogger(origin: Origin, logger: ArmResource, owner: Owner, tellUnresolved: boolean): void {
    if (!same(text(logger, 'properties', 'loggerType'), 'azureEventHub')) return;
    const scope = outsideCalls(owner.namedValue);
    const identity = this.#identities.ofLogger(at(logger, 'properties', 'credentials'), scope);
    const resource = namespaceId(text(logger, 'properties', 'resourceId'));
    if (resource !== undefined) {
      this.#addSite(origin, { kind: 'id', id: resource, ports: EVENT_HUBS_PORTS }, identity);
      return;
    }
    const address = text(logger, 'properties', 'credentials', 'endpointAddress');
    const connection = text(logger, 'properties', 'credentials', 'connectionString');
    const value = address ?? endpointOf(connection);
    for (const url of value === undefined ? [] : resolveTemplate(templateOf(value), scope)) {
      const found = hostOfUrl(connection === value ? endpointText(url) : url, this.#matters);
      if (found.kind === 'unresolved' && tellUnresolved) this.#cannotResolve(origin, found.reason);
      if (found.kind !== 'host') continue;
      for (const host of found.hosts.filter(this.#matters)) {
        this.#addSite(origin, { kind: 'host', host, ports: EVENT_HUBS_PORTS }, identity);
      }
    }
    if (value === undefined && tellUnresolved) this.#cannotResolve(origin, 'G-UNRESOLVED');
  }

  /** Backends that nothing refers to: configured all the same (contract 7.23). */
  #collectLeftBackends(owner: Owner): void {
    if (!owner.backends.ok) return;
    const anyBackend = this.#anyBackend.has(idKey(owner.id));
    for (const backend of owner.backends.value.filter((one) => !this.#referenced.has(idKey(one.id)))) {
      const origin = this.#ofBackend(backend, owner, anyBackend ? 'used' : 'unreferenced');
      this.#callBackend(origin, backend, owner, [], NONE);
    }
  }
}

/** The statements that may decide where the main call of a context goes, and whether the service URL is out of reach. */
function mainDestinations(context: Context): { readonly steps: readonly Step[]; readonly overridden: boolean } {
  let steps: Step[] = [];
  let overridden = false;
  for (const step of context.steps.filter(shapesMainCall)) {
    const { statement } = step;
    if (statement.kind !== 'backend-url' && !(statement.kind === 'backend' && statement.main)) continue;
    // A later one in the same policy overrides an earlier one; both are told, for order changes more easily than intent.
    if (!step.conditional) {
      steps = steps.filter((earlier) => earlier.layer === step.layer);
      overridden = true;
    }
    steps.push(step);
  }
  return { steps, overridden };
}

function isTargetId(id: string): boolean {
  const type = parseArmId(id)?.type;
  return type !== undefined && Object.values(targetTypes).includes(type);
}

/** The namespace of a logger's `resourceId`, which may name an event hub inside it. */
function namespaceId(id: string | undefined): string | undefined {
  if (id === undefined) return undefined;
  const namespace = /^(.*\/namespaces\/[^/]+)(?:\/.*)?$/i.exec(id)?.[1];
  return parseArmId(namespace ?? id) === undefined ? undefined : (namespace ?? id);
}

/** Only the endpoint of a connection string is looked at; the key in it is left where it is. */
function endpointOf(connection: string | undefined): string | undefined {
  if (connection === undefined) return undefined;
  return /(?:^|;)\s*Endpoint\s*=\s*([^;]+)/i.exec(connection)?.[1] ?? connection;
}

function endpointText(text: KnownText): KnownText {
  return text.map((part) => (typeof part === 'string' ? (endpointOf(part) ?? part) : part));
}

/** Finds every place from which the gateway calls one of the six services, and every one that could not be told. */
export function callSitesOf(crawl: Crawl, cloud: Cloud): CallSites {
  return new SiteCollector(crawl, cloud).collect();
}
