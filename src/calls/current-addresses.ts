/** The addresses that policies read from their context: where the current request goes, the service URL, the gateway. */
import { idKey } from '../model/arm.ts';
import { attempt } from '../model/estate.ts';
import { same, text } from '../model/json.ts';
import { ApiAddresses } from './api-addresses.ts';
import { backendNamed, membersOf, urlOfBackend } from './backends.ts';
import { ALWAYS, compatible, together } from './branches.ts';
import type { Crawl, Owner } from './crawl.ts';
import { destinationsAt } from './forwarded-request.ts';
import { NOTHING_KNOWN } from './policy/host-of-url.ts';
import type { AddressOf } from './policy/template.ts';
import { type EarlierStep, type PolicyRun, placeOfStep, type StatementPlace } from './policy-run.ts';
import { type Alternative, resolvedTexts, resolveTemplate } from './resolve-value.ts';
import type { RunScopes } from './run-scope.ts';

/** Finds the addresses of an instance's runs. */
export class CurrentAddresses {
  readonly #crawl: Crawl;

  constructor(crawl: Crawl) {
    this.#crawl = crawl;
  }

  /** What an address may be at a place; empty where it is not known. */
  at(run: PolicyRun, place: StatementPlace, of: AddressOf, scopes: RunScopes): readonly Alternative[] {
    if (of === 'gateway') {
      const { service } = this.#crawl;
      const read = attempt(() => text(service, 'properties', 'gatewayUrl'));
      const url = (read.ok ? read.value : undefined) ?? `https://${service.name}.azure-api.net`;
      return [{ text: [`${url.replace(/\/+$/, '')}/`], branches: ALWAYS }];
    }
    if (of === 'service') return this.#serviceUrl(run);
    const { effects, overridden } = destinationsAt(run, place);
    const set = effects.flatMap((effect) => this.#destination(run, effect, scopes));
    return overridden ? set : [...set, ...this.#serviceUrl(run)];
  }

  #owner(id: string): Owner | undefined {
    return this.#crawl.owners.find((owner) => idKey(owner.id) === idKey(id));
  }

  #serviceUrl({ scope }: PolicyRun): readonly Alternative[] {
    const owner = this.#owner(scope.owner);
    const api = this.#crawl.apis.find(
      (one) => idKey(one.scope.owner) === idKey(scope.owner) && same(one.resource.name, scope.api),
    );
    if (owner === undefined || api === undefined) return [];
    const read = attempt(() => new ApiAddresses(api.resource, owner.namedValue));
    return read.ok ? read.value.urls.map((url) => ({ text: url.text, branches: ALWAYS })) : [];
  }

  #destination(run: PolicyRun, { step, index }: EarlierStep, scopes: RunScopes): readonly Alternative[] {
    const { statement, branches } = step;
    const scope = scopes.at(run, index, placeOfStep(step, index));
    const unknown: Alternative = { text: NOTHING_KNOWN, branches };
    if (statement.kind === 'backend-url') {
      return resolveTemplate(statement.url, scope)
        .filter((one) => compatible(one.branches, branches))
        .map((one) => ({ text: one.text, branches: together(one.branches, branches) }));
    }
    const owner = this.#owner(step.source.scope.owner);
    const names = statement.kind === 'backend' ? resolvedTexts(statement.backend, scope) : undefined;
    if (owner === undefined || names === undefined) return [unknown];
    return names.flatMap((name) => {
      const backend = backendNamed(owner, name.trim());
      const read = attempt(() => {
        const members = backend === undefined ? [] : membersOf(backend, owner).members;
        return members.flatMap((member) => urlOfBackend(member, owner) ?? [NOTHING_KNOWN]);
      });
      const urls = read.ok ? read.value : [];
      return urls.length === 0 ? [unknown] : urls.map((url) => ({ text: url, branches }));
    });
  }
}
