/** From a crawl to the places from which the gateway calls something, and to what could not be resolved. Rules: docs/rules.md#calls. */
import { identityOf } from '../instance/identity.ts';
import { idKey } from '../model/arm.ts';
import { attempt } from '../model/estate.ts';
import { same } from '../model/json.ts';
import type { Cloud } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import { ApiAddresses } from './api-addresses.ts';
import { BackendCalls } from './backend-calls.ts';
import { together } from './branches.ts';
import { CallCollector, type CallSites, type Origin } from './call-collector.ts';
import { hasSignature, Identities, KEY, UNKNOWN } from './call-identity.ts';
import type { CallIdentity } from './call-site.ts';
import type { ApiSource, Crawl, Owner } from './crawl.ts';
import { CurrentAddresses } from './current-addresses.ts';
import type { DeclaredFor } from './declarations.ts';
import { departures, destinationsAt, isProxied } from './forwarded-request.ts';
import { callLoggerNamed, callLoggers } from './logger-calls.ts';
import type { KnownText } from './policy/host-of-url.ts';
import type { Statement } from './policy/statement.ts';
import {
  type PolicyRun,
  type PolicyStep,
  placeOfStep,
  type StatementPlace,
  shapesForwardedRequest,
} from './policy-run.ts';
import { policyRunsOf } from './policy-runs.ts';
import { placeIn, scopeName } from './policy-scope.ts';
import { identitiesIn, type RequestIdentities, RequestIdentityFinder } from './request-identity.ts';
import { type Alternative, resolveTemplate } from './resolve-value.ts';
import { RunScopes } from './run-scope.ts';

const SYSTEM: CallIdentity = { kind: 'system', managed: true };

type Request = Extract<Statement, { readonly kind: 'request' }>;

/** A request of which it is known only where a variable is missing. */
interface Stopped {
  readonly statement: Statement;
  readonly note: () => void;
}

class SiteCollector {
  readonly #crawl: Crawl;
  readonly #identities: Identities;
  readonly #collector: CallCollector;
  readonly #backends: BackendCalls;
  readonly #scopes: RunScopes;
  readonly #proofs: RequestIdentityFinder;
  readonly #stopped: Stopped[] = [];
  readonly #running = new Set<Statement>();

  constructor(crawl: Crawl, cloud: Cloud, declaredFor?: DeclaredFor) {
    this.#crawl = crawl;
    this.#identities = new Identities(identityOf(crawl.service), cloud);
    this.#collector = new CallCollector(cloud, declaredFor);
    this.#backends = new BackendCalls(this.#collector, this.#identities);
    const current = new CurrentAddresses(crawl);
    this.#scopes = new RunScopes(crawl.owners, (run, place, of) => current.at(run, place, of, this.#scopes));
    this.#proofs = new RequestIdentityFinder(this.#identities, this.#scopes);
  }

  collect(): CallSites {
    for (const problem of this.#crawl.problems) {
      const outside = { element: 'policy', workspace: undefined, api: undefined, proxied: false, complete: false };
      if (problem.failure === 'read') this.#collector.problem(problem);
      else this.#collector.cannotResolve({ ...problem, ...outside }, problem.reason, [UNKNOWN]);
    }
    for (const run of policyRunsOf(this.#crawl)) this.#collectRun(run);
    // Where nothing sets what a step reads, the request ends before it; unless that is so wherever the step runs.
    for (const { statement, note } of this.#stopped) if (!this.#running.has(statement)) note();
    for (const owner of this.#crawl.owners) {
      callLoggers(this.#collector, this.#identities, owner);
      this.#backends.callLeft(owner);
    }
    return this.#collector.entries();
  }

  #ownerOf(step: PolicyStep): Owner | undefined {
    return this.#crawl.owners.find((owner) => idKey(owner.id) === idKey(step.source.scope.owner));
  }

  #originOf({ source, statement }: PolicyStep, run: PolicyRun, proxied = false): Origin {
    return {
      place: placeIn(source.scope, statement.element),
      source: source.id,
      element: statement.element,
      weight: run.weight === 'used' ? source.weight : run.weight,
      workspace: run.scope.workspace,
      api: run.scope.api?.replace(/;rev=.*$/i, ''),
      proxied,
      complete: run.complete,
    };
  }

  #collectRun(run: PolicyRun): void {
    for (const place of departures(run)) this.#collectCurrent(run, place, undefined);
    for (const [index, step] of run.steps.entries()) if (run.told(step)) this.#collectStep(step, index, run);
  }

  /** Where the current request goes from a place: its own departure, or a `caller` that sends a copy of it. */
  #collectCurrent(
    run: PolicyRun,
    place: StatementPlace,
    caller: { readonly origin: Origin; readonly carried: RequestIdentities } | undefined,
  ): void {
    const proxied = caller?.origin.proxied ?? isProxied(run, place);
    const { effects, overridden } = destinationsAt(run, place);
    for (const { step, index } of effects) {
      if (caller === undefined && !run.told(step)) continue;
      const inside: StatementPlace = { ...place, branches: together(step.branches, place.branches) };
      const carried = caller?.carried ?? this.#proofs.ofCurrent(run, inside);
      this.#callDestination(caller?.origin ?? this.#originOf(step, run, proxied), step, index, run, carried);
    }
    // An API's own service URL counts as used even where a policy always sends elsewhere.
    const isApi = run.scope.kind === 'api' && caller === undefined;
    if (overridden && !isApi) return;
    const carried = caller?.carried ?? this.#proofs.ofCurrent(run, place);
    for (const api of this.#apisOf(run)) {
      this.#callApi(api, carried, caller?.origin ?? this.#originOfApi(api, run, proxied));
    }
  }

  #apisOf({ scope }: PolicyRun): readonly ApiSource[] {
    const ofContext = (api: ApiSource) =>
      idKey(api.scope.owner) === idKey(scope.owner) && same(api.resource.name, scope.api);
    return this.#crawl.apis.filter(ofContext);
  }

  #originOfApi(api: ApiSource, run: PolicyRun, proxied: boolean): Origin {
    return {
      place: say('{scope}, service URL', { scope: scopeName(api.scope) }),
      source: api.resource.id,
      element: 'properties.serviceUrl',
      weight: run.weight === 'used' ? api.weight : run.weight,
      workspace: run.scope.workspace,
      api: api.resource.name,
      proxied,
      complete: run.complete,
    };
  }

  #callApi(api: ApiSource, carried: RequestIdentities, origin: Origin): void {
    const owner = this.#crawl.owners.find((one) => idKey(one.id) === idKey(api.scope.owner));
    if (owner === undefined) return;
    const read = attempt(() => new ApiAddresses(api.resource, owner.namedValue));
    if (!read.ok) {
      this.#collector.cannotRead(origin, read);
      return;
    }
    const { urls, backendId } = read.value;
    for (const { property, text } of urls) {
      const place = property === 'properties.serviceUrl' ? origin : { ...origin, element: property };
      this.#collector.callUrl(place, text, callersOf(carried, { text, branches: [] }));
    }
    if (backendId !== undefined) {
      const place = { ...origin, element: 'properties.backendId' };
      const callers = { carried: identitiesIn(carried, []), otherwise: carried.otherwise };
      this.#backends.callOne(place, backendId, owner, callers);
    }
  }

  /** A step that decides where the current request goes. */
  #callDestination(origin: Origin, step: PolicyStep, index: number, run: PolicyRun, carried: RequestIdentities): void {
    const { statement } = step;
    const scope = this.#scopes.at(run, index, placeOfStep(step, index));
    if (statement.kind === 'backend-url') {
      this.#callUrls(statement, origin, resolveTemplate(statement.url, scope), (url) => callersOf(carried, url));
    } else if (statement.kind === 'backend') {
      const owner = this.#ownerOf(step);
      if (owner === undefined) return;
      const callers = { carried: identitiesIn(carried, step.branches), otherwise: carried.otherwise };
      this.#backends.callNamed(origin, statement.backend, owner, scope, callers);
    }
  }

  /** Notes calls to URLs. What rests on a variable that nothing sets is kept for later. */
  #callUrls(
    statement: Statement,
    origin: Origin,
    urls: readonly Alternative[],
    callers: (url: Alternative) => readonly CallIdentity[],
  ): void {
    for (const url of urls) {
      const note = () => this.#collector.callUrl(origin, url.text, callers(url));
      if (restsOnNothing(url.text)) this.#stopped.push({ statement, note });
      else {
        this.#running.add(statement);
        note();
      }
    }
  }

  /** Calls that a policy makes by itself, beside the main one. */
  #collectStep(step: PolicyStep, index: number, run: PolicyRun): void {
    const { statement } = step;
    const place = placeOfStep(step, index);
    const scope = () => this.#scopes.at(run, index, place);
    switch (statement.kind) {
      case 'request':
        this.#collectRequest(statement, step, place, run);
        return;
      case 'backend': {
        // The forwarded request's own destination is told where the call departs.
        const owner = this.#ownerOf(step);
        if ((statement.main && shapesForwardedRequest(step)) || owner === undefined) return;
        const carried = statement.systemIdentity ? SYSTEM : undefined;
        const { otherwise } = this.#proofs.ofRequest([], run, scope(), undefined);
        const callers = { carried: [carried], otherwise };
        this.#backends.callNamed(this.#originOf(step, run), statement.backend, owner, scope(), callers);
        return;
      }
      case 'backend-url': {
        if (shapesForwardedRequest(step)) return;
        const bare = this.#proofs.ofRequest([], run, scope(), undefined);
        this.#callDestination(this.#originOf(step, run), step, index, run, bare);
        return;
      }
      case 'message':
        this.#callUrls(statement, this.#originOf(step, run), resolveTemplate(statement.namespace, scope()), () =>
          this.#identities.ofTemplate(statement.clientId, scope()),
        );
        return;
      case 'logger': {
        const owner = this.#ownerOf(step);
        const origin = this.#originOf(step, run);
        if (owner !== undefined) {
          callLoggerNamed(this.#collector, this.#identities, origin, statement.logger, owner, scope());
        }
        return;
      }
      default:
        return;
    }
  }

  #collectRequest(request: Request, step: PolicyStep, place: StatementPlace, run: PolicyRun): void {
    const scope = this.#scopes.at(run, place.index, place);
    // A copy of the current request carries what was set on that.
    const copied = request.copiesRequest ? this.#proofs.ofCurrent(run, place) : undefined;
    const carried = this.#proofs.ofRequest(request.proofs, run, scope, copied);
    const proxied = request.proxied || (request.copiesRequest && isProxied(run, place));
    const origin = this.#originOf(step, run, proxied);
    if (request.url !== undefined) {
      this.#callUrls(request, origin, resolveTemplate(request.url, scope), (url) => callersOf(carried, url));
    } else if (request.copiesRequest) this.#collectCurrent(run, place, { origin, carried });
    else this.#collector.cannotResolve(origin, 'G-UNRESOLVED', callersOf(carried, { text: [], branches: [] }));
  }
}

/** Who calls a URL: what the request carries in those branches, else the signature in it, else nobody in particular. */
function callersOf(carried: RequestIdentities, { text, branches }: Alternative): readonly CallIdentity[] {
  const bare = hasSignature(text) ? KEY : carried.otherwise;
  return identitiesIn(carried, branches).map((identity) => identity ?? bare);
}

function restsOnNothing(text: KnownText): boolean {
  return text.some((part) => typeof part !== 'string' && part.unset === true);
}

/**
 * Finds every place from which the gateway calls one of the six services, and every one that could not be told. What
 * somebody declared counts as told.
 */
export function callSitesOf(crawl: Crawl, cloud: Cloud, declaredFor?: DeclaredFor): CallSites {
  return new SiteCollector(crawl, cloud, declaredFor).collect();
}
