/** From a policy's elements to its statements. Every element of docs/rules.md#call-identity; all branches count as reachable. */
import { ALWAYS } from '../branches.ts';
import { attribute, below, child, template } from './elements.ts';
import type { PolicyElement } from './policy-element.ts';
import { mintedToken, proofOf } from './read-proofs.ts';
import { templateOf } from './read-value.ts';
import type { ElementPlace, Section, Statement, StatementOrigin } from './statement.ts';
import { computed, either, type Template } from './template.ts';

const SECTIONS: readonly string[] = ['inbound', 'backend', 'outbound', 'on-error'];
const REQUESTS = ['send-request', 'send-one-way-request', 'http-request', 'invoke-request'];
/** Attributes that name a variable which an element fills with something no reader can know. */
const FILLS = ['response-variable-name', 'output-token-variable-name', 'variable-name', 'context-variable-name'];

function requestStatement(element: PolicyElement, place: ElementPlace): Statement {
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

function backendReferences(element: PolicyElement, place: ElementPlace): readonly Statement[] {
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

function filledVariables(element: PolicyElement, place: ElementPlace): readonly Statement[] {
  if (element.name === 'set-variable') return [];
  return FILLS.flatMap((fill) => {
    const name = attribute(element, fill);
    return name === undefined
      ? []
      : [{ ...place, element: element.name, kind: 'variable', name, value: filling(element) } as const];
  });
}

/** What elements of one name say by themselves. */
type ElementReader = (element: PolicyElement, origin: StatementOrigin, insideRequest: boolean) => readonly Statement[];

const READERS: Readonly<Record<string, ElementReader>> = {
  base: (_, origin) => [{ ...origin, kind: 'base' }],
  'include-fragment': (element, origin) => [
    { ...origin, kind: 'include', fragment: template(element, 'fragment-id') ?? computed() },
  ],
  'forward-request': (_, origin) => [{ ...origin, kind: 'forward' }],
  proxy: (_, origin, insideRequest) => (insideRequest ? [] : [{ ...origin, kind: 'proxy' }]),
  'set-variable': (element, origin) => {
    const name = attribute(element, 'name');
    const value = template(element, 'value') ?? templateOf(element.text);
    return name === undefined ? [] : [{ ...origin, kind: 'variable', name, value }];
  },
  'authentication-managed-identity': (element, origin, insideRequest) =>
    insideRequest ? [] : [{ ...origin, kind: 'other-identity', workload: mintedToken(element).workload }],
  'set-backend-service': (element, origin) => {
    const url = template(element, 'base-url');
    return url === undefined ? [] : [{ ...origin, kind: 'backend-url', url }];
  },
  'log-to-eventhub': (element, origin) => {
    const logger = template(element, 'logger-id');
    return logger === undefined ? [] : [{ ...origin, kind: 'logger', logger }];
  },
  'send-service-bus-message': (element, origin) => {
    const namespace = template(element, 'namespace') ?? templateOf('');
    return [{ ...origin, kind: 'message', namespace, clientId: template(element, 'client-id') }];
  },
  // Directly in something that is no request we know: read it rather than lose it, with whatever may prove it.
  'set-url': (element, origin, insideRequest) => {
    if (insideRequest) return [];
    const proofs = [{ kind: 'authorization', values: [computed([], ['*'])], adds: true }] as const;
    return [
      { ...origin, kind: 'request', url: templateOf(element.text), copiesRequest: false, proofs, proxied: false },
    ];
  },
};

/** Any other element may call somebody as the gateway's identity. */
const readOther: ElementReader = (element, origin) =>
  attribute(element, 'use-managed-identity')?.toLowerCase() === 'true'
    ? [{ ...origin, kind: 'other-identity', workload: false }]
    : [];

/** What one element says by itself, beside variables that it fills. Its children are looked at apart. */
function ownStatements(element: PolicyElement, place: ElementPlace, insideRequest: boolean): readonly Statement[] {
  const origin = { ...place, element: element.name };
  const backends = backendReferences(element, place);
  if (REQUESTS.includes(element.name)) return [...backends, requestStatement(element, place)];
  const proof = insideRequest ? undefined : proofOf(element);
  if (proof !== undefined) return [...backends, { ...origin, kind: 'proof', proof }];
  const read = Object.hasOwn(READERS, element.name) ? READERS[element.name] : undefined;
  return [...backends, ...(read ?? readOther)(element, origin, insideRequest)];
}

/** Walks a document; the branches of every `choose` are numbered as they are met. */
class StatementReader {
  readonly statements: Statement[] = [];
  #chooses = 0;

  visit(element: PolicyElement, place: ElementPlace, insideRequest: boolean): void {
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
