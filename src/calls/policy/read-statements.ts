/** From a policy's elements to its statements. Every element of docs/rules.md#call-identity; all branches count as reachable. */
import { ALWAYS, type Branches } from '../branches.ts';
import { attribute, below, child, template } from './elements.ts';
import type { PolicyElement } from './policy-element.ts';
import { mintedToken, proofOf } from './read-proofs.ts';
import { templateOf } from './read-value.ts';
import type { Section, Statement } from './statement.ts';
import { computed, either, type Template } from './template.ts';

const SECTIONS: readonly string[] = ['inbound', 'backend', 'outbound', 'on-error'];
const REQUESTS = ['send-request', 'send-one-way-request', 'http-request', 'invoke-request'];
/** Attributes that name a variable which an element fills with something no reader can know. */
const FILLS = ['response-variable-name', 'output-token-variable-name', 'variable-name', 'context-variable-name'];

interface Place {
  readonly section: Section;
  readonly branches: Branches;
}

function requestStatement(element: PolicyElement, place: Place): Statement {
  const setUrl = child(element, 'set-url');
  const url = setUrl === undefined ? template(element, 'url') : templateOf(setUrl.text);
  const inside = below(element);
  return {
    ...place,
    element: element.name,
    kind: 'request',
    url,
    copiesRequest: element.name !== 'http-request' && attribute(element, 'mode')?.toLowerCase() === 'copy',
    proofs: inside.flatMap((entry) => proofOf(entry) ?? []),
    proxied: inside.some((entry) => entry.name === 'proxy'),
  };
}

function backendReferences(element: PolicyElement, place: Place): readonly Statement[] {
  return [...element.attributes.keys()]
    .filter((name) => name === 'backend-id' || name.endsWith('-backend-id'))
    .flatMap((name) => {
      const backend = template(element, name);
      const auth = attribute(element, `${name.slice(0, -'id'.length)}auth`)?.toLowerCase();
      const main = element.name === 'set-backend-service';
      const systemIdentity = auth === 'system-assigned';
      return backend === undefined
        ? []
        : [{ ...place, element: element.name, kind: 'backend', backend, main, systemIdentity } as const];
    });
}

/** What an element puts into a variable. */
function filling(element: PolicyElement): Template {
  if (element.name === 'authentication-managed-identity') return [[{ kind: 'token', token: mintedToken(element) }]];
  if (!element.name.startsWith('cache-lookup')) return computed();
  const otherwise = template(element, 'default-value');
  return either([[{ kind: 'cached' }]], ...(otherwise === undefined ? [] : [otherwise]));
}

function filledVariables(element: PolicyElement, place: Place): readonly Statement[] {
  if (element.name === 'set-variable') return [];
  return FILLS.flatMap((fill) => {
    const name = attribute(element, fill);
    return name === undefined
      ? []
      : [{ ...place, element: element.name, kind: 'variable', name, value: filling(element) } as const];
  });
}

/** What one element says by itself, beside variables that it fills. Its children are looked at apart. */
function ownStatements(element: PolicyElement, place: Place, insideRequest: boolean): readonly Statement[] {
  const common = { ...place, element: element.name };
  const statements: Statement[] = [...backendReferences(element, place)];
  if (REQUESTS.includes(element.name)) return [...statements, requestStatement(element, place)];
  const proof = insideRequest ? undefined : proofOf(element);
  if (proof !== undefined) return [...statements, { ...common, kind: 'proof', proof }];
  switch (element.name) {
    case 'base':
      return [{ ...common, kind: 'base' }];
    case 'include-fragment':
      return [{ ...common, kind: 'include', fragment: template(element, 'fragment-id') ?? computed() }];
    case 'forward-request':
      return [{ ...common, kind: 'forward' }];
    case 'proxy':
      return insideRequest ? [] : [{ ...common, kind: 'proxy' }];
    case 'set-variable': {
      const name = attribute(element, 'name');
      const value = template(element, 'value') ?? templateOf(element.text);
      return name === undefined ? [] : [{ ...common, kind: 'variable', name, value }];
    }
    case 'authentication-managed-identity':
      if (insideRequest) return statements;
      return [...statements, { ...common, kind: 'other-identity', workload: mintedToken(element).workload }];
    case 'set-backend-service': {
      const url = template(element, 'base-url');
      return url === undefined ? statements : [...statements, { ...common, kind: 'backend-url', url }];
    }
    case 'log-to-eventhub': {
      const logger = template(element, 'logger-id');
      return logger === undefined ? statements : [...statements, { ...common, kind: 'logger', logger }];
    }
    case 'send-service-bus-message': {
      const namespace = template(element, 'namespace') ?? templateOf('');
      return [...statements, { ...common, kind: 'message', namespace, clientId: template(element, 'client-id') }];
    }
    case 'set-url': {
      // Directly in something that is no request we know: read it rather than lose it, with whatever may prove it.
      if (insideRequest) return statements;
      const proofs = [{ kind: 'authorization', values: [computed([], ['*'])], adds: true }] as const;
      const url = templateOf(element.text);
      return [...statements, { ...common, kind: 'request', url, copiesRequest: false, proofs, proxied: false }];
    }
    default:
      return attribute(element, 'use-managed-identity')?.toLowerCase() === 'true'
        ? [...statements, { ...common, kind: 'other-identity', workload: false }]
        : statements;
  }
}

/** Walks a document; the branches of every `choose` are numbered as they are met. */
class StatementReader {
  readonly statements: Statement[] = [];
  #chooses = 0;

  visit(element: PolicyElement, place: Place, insideRequest: boolean): void {
    this.statements.push(...ownStatements(element, place, insideRequest));
    const request = insideRequest || REQUESTS.includes(element.name);
    const choose = element.name === 'choose' ? String(this.#chooses++) : undefined;
    for (const [branch, entry] of element.children.entries()) {
      const inner = choose === undefined ? place.branches : [...place.branches, { choose, branch }];
      this.visit(entry, { ...place, branches: inner }, request);
    }
    // A variable holds the answer once the element has run.
    this.statements.push(...filledVariables(element, place));
  }
}

/** The statements of a policy, a fragment or a resolver, in the order in which they run. */
export function readStatements(root: PolicyElement): readonly Statement[] {
  const reader = new StatementReader();
  for (const entry of root.name === 'policies' ? root.children : [root]) {
    const section = root.name === 'policies' && SECTIONS.includes(entry.name) ? (entry.name as Section) : 'other';
    reader.visit(entry, { section, branches: ALWAYS }, false);
  }
  return reader.statements;
}
