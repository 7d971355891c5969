/** From a crawl to the places from which the gateway calls something, and to what could not be resolved. Domain 4, contract 7.23. */
import { identityOf } from '../instance/identity.ts';
import { idKey } from '../model/arm.ts';
import { attempt } from '../model/estate.ts';
import { same, text } from '../model/json.ts';
import type { Cloud } from '../model/requirement.ts';
import { say } from '../model/text.ts';
import { BackendCalls } from './backend-calls.ts';
import { hasSignature, Identities, shapesMainCall, withoutProof } from './call-identity.ts';
import type { CallIdentity } from './call-site.ts';
import { type Context, contextsOf, type Step } from './context.ts';
import type { ApiSource, Crawl, Owner } from './crawl.ts';
import type { DeclaredFor } from './declarations.ts';
import { callLoggerNamed, callLoggers } from './logger-calls.ts';
import type { KnownText } from './policy/host-of-url.ts';
import { templateOf } from './policy/read-value.ts';
import { placeIn, scopeName } from './policy-scope.ts';
import { outsideCalls, resolveTemplate, type ValueScope, variablesAt } from './resolve-value.ts';
import { type CallSites, type Origin, SiteLedger } from './site-ledger.ts';

const KEY: CallIdentity = { kind: 'key', managed: false };
const SYSTEM: CallIdentity = { kind: 'system', managed: true };
const UNKNOWN: CallIdentity = { kind: 'unknown', managed: false };

class SiteCollector {
  readonly #crawl: Crawl;
  readonly #identities: Identities;
  readonly #ledger: SiteLedger;
  readonly #backends: BackendCalls;

  constructor(crawl: Crawl, cloud: Cloud, declaredFor?: DeclaredFor) {
    this.#crawl = crawl;
    this.#identities = new Identities(identityOf(crawl.service));
    this.#ledger = new SiteLedger(cloud, declaredFor);
    this.#backends = new BackendCalls(this.#ledger, this.#identities);
  }

  collect(): CallSites {
    for (const problem of this.#crawl.problems) {
      const origin = { ...problem, element: 'policy', workspace: undefined };
      if (problem.failure === 'resolve') this.#ledger.cannotResolve(origin, problem.reason);
      else this.#ledger.problem(problem);
    }
    for (const context of contextsOf(this.#crawl)) this.#collectContext(context);
    for (const owner of this.#crawl.owners) {
      callLoggers(this.#ledger, this.#identities, owner);
      this.#backends.callLeft(owner);
    }
    return this.#ledger.entries();
  }

  #owner(id: string): Owner | undefined {
    return this.#crawl.owners.find((owner) => idKey(owner.id) === idKey(id));
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
    const scope = { namedValue: owner.namedValue, variable: variablesAt(context) };
    const main = this.#identities.ofMainCall(context, scope);
    const { steps, overridden } = mainDestinations(context);
    for (const step of steps) {
      // What a product and an API decide apart may or may not meet in one call.
      this.#callDestination(
        this.#originOf(step, context),
        step,
        context,
        step.viaProduct && main.length > 0 ? [UNKNOWN] : main,
      );
    }
    // An API's own service URL counts as used even where a policy always sends elsewhere (contract 7.23).
    if (!overridden || context.scope.kind === 'api') this.#callServiceUrls(context, owner, main, undefined);
    for (const step of context.steps.filter(context.isOwn)) this.#collectStep(step, context, owner, main);
  }

  /** A `set-backend-service` that decides where a call goes. Without identities its URL or backend may prove who calls. */
  #callDestination(origin: Origin, step: Step, context: Context, identities: readonly CallIdentity[]): void {
    const { statement } = step;
    const scope = this.#valueScope(step, context);
    if (statement.kind === 'backend-url') {
      for (const url of resolveTemplate(statement.url, scope)) {
        this.#ledger.callUrl(origin, url, identities.length > 0 ? identities : this.#proofIn(url, context));
      }
    } else if (statement.kind === 'backend') {
      const owner = this.#owner(step.source.scope.owner);
      if (owner === undefined) return;
      this.#backends.callNamed(origin, statement.backend, owner, scope, identities, withoutProof(context));
    }
  }

  #proofIn(url: KnownText, context: Context): readonly CallIdentity[] {
    return [hasSignature(url) ? KEY : withoutProof(context)];
  }

  /** The service URL of the API that a context belongs to, or of every API below it where a `caller` copies its request. */
  #callServiceUrls(context: Context, owner: Owner, main: readonly CallIdentity[], caller: Origin | undefined): void {
    const { scope } = context;
    const ofContext = (api: ApiSource) =>
      idKey(api.scope.owner) === idKey(owner.id) &&
      (scope.api === undefined ? caller !== undefined : same(api.resource.name, scope.api));
    for (const api of this.#crawl.apis.filter(ofContext)) {
      const address = attempt(() => text(api.resource, 'properties', 'serviceUrl'));
      const origin = caller ?? {
        place: say('{scope}, service URL', { scope: scopeName(api.scope) }),
        source: api.resource.id,
        element: 'properties.serviceUrl',
        weight: context.weight === 'used' ? api.weight : context.weight,
        workspace: owner.workspace,
      };
      if (!address.ok) this.#ledger.cannotRead(origin, address);
      if (!address.ok || address.value === undefined) continue;
      for (const url of resolveTemplate(templateOf(address.value), outsideCalls(owner.namedValue))) {
        this.#ledger.callUrl(origin, url, main.length > 0 ? main : this.#proofIn(url, context));
      }
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
        if (statement.url === undefined) {
          if (statement.copiesRequest) this.#callCurrent(origin, context, owner, identify([]));
          else this.#ledger.cannotResolve(origin, 'G-UNRESOLVED');
          return;
        }
        for (const url of resolveTemplate(statement.url, scope)) this.#ledger.callUrl(origin, url, identify(url));
        return;
      }
      case 'backend':
        // The main call's own destination is collected for every context that it runs in.
        if (statement.main && shapesMainCall(step)) return;
        this.#callDestination(origin, step, context, statement.systemIdentity ? [SYSTEM] : []);
        return;
      case 'backend-url':
        if (!shapesMainCall(step)) this.#callDestination(origin, step, context, []);
        return;
      case 'message':
        for (const namespace of resolveTemplate(statement.namespace, scope)) {
          this.#ledger.callUrl(origin, namespace, this.#identities.ofTemplate(statement.clientId, scope));
        }
        return;
      case 'logger':
        callLoggerNamed(this.#ledger, this.#identities, origin, statement.logger, owner, scope);
        return;
      default:
        return;
    }
  }

  /** `mode="copy"` without a URL: the request goes where the current one goes. */
  #callCurrent(origin: Origin, context: Context, owner: Owner, identities: readonly CallIdentity[]): void {
    const { steps, overridden } = mainDestinations(context);
    for (const step of steps) this.#callDestination(origin, step, context, identities);
    if (!overridden) this.#callServiceUrls(context, owner, identities, origin);
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

/**
 * Finds every place from which the gateway calls one of the six services, and every one that could not be told. What somebody
 * declared counts as told.
 */
export function callSitesOf(crawl: Crawl, cloud: Cloud, declaredFor?: DeclaredFor): CallSites {
  return new SiteCollector(crawl, cloud, declaredFor).collect();
}
