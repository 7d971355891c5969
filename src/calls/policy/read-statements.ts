/** From a policy's elements to its statements. Every element of domain 4.2; all branches count as reachable. */
import type { PolicyElement } from './policy-element.ts';
import { templateOf } from './read-value.ts';
import type { RequestAuth, Section, Statement } from './statement.ts';
import { computed, constantOf, isComputed, type Template } from './template.ts';

const SECTIONS: readonly string[] = ['inbound', 'backend', 'outbound', 'on-error'];
const REQUESTS = ['send-request', 'send-one-way-request', 'http-request', 'invoke-request'];
const KEY_HEADERS = ['x-functions-key', 'api-key', 'x-api-key', 'ocp-apim-subscription-key'];
const OTHER_CREDENTIALS = ['authentication-basic', 'authentication-certificate'];
/** Attributes that name a variable which an element fills with something no reader can know. */
const FILLS = ['response-variable-name', 'output-token-variable-name', 'variable-name', 'context-variable-name'];

interface Place {
  readonly section: Section;
  readonly conditional: boolean;
}

function attribute(element: PolicyElement, name: string): string | undefined {
  const value = element.attributes.get(name)?.trim();
  return value === undefined || value === '' ? undefined : value;
}

function template(element: PolicyElement, name: string): Template | undefined {
  const value = attribute(element, name);
  return value === undefined ? undefined : templateOf(value);
}

function child(element: PolicyElement, name: string): PolicyElement | undefined {
  return element.children.find((entry) => entry.name === name);
}

/** All elements below one, itself left out, in document order. Depth is bounded by the parser. */
function below(element: PolicyElement): readonly PolicyElement[] {
  return element.children.flatMap((entry) => [entry, ...below(entry)]);
}

function headerValues(header: PolicyElement): readonly Template[] {
  return header.children.filter((entry) => entry.name === 'value').map((entry) => templateOf(entry.text));
}

function headerName(header: PolicyElement): string | undefined {
  return constantOf(template(header, 'name') ?? computed())?.toLowerCase();
}

function deletesHeader(header: PolicyElement): boolean {
  return attribute(header, 'exists-action')?.toLowerCase() === 'delete';
}

function requestAuth(request: PolicyElement): RequestAuth {
  const inside = below(request);
  const identity = inside.find((entry) => entry.name === 'authentication-managed-identity');
  const headers = inside.filter((entry) => entry.name === 'set-header' && !deletesHeader(entry));
  const named = (name: string) => headers.filter((header) => headerName(header) === name).flatMap(headerValues);
  return {
    managedIdentity: identity === undefined ? undefined : { clientId: template(identity, 'client-id') },
    authorization: named('authorization'),
    otherCredential:
      inside.some((entry) => OTHER_CREDENTIALS.includes(entry.name)) ||
      headers.some((header) => KEY_HEADERS.includes(headerName(header) ?? '')),
    computedHeader: headers.some((header) => headerName(header) === undefined || headerValues(header).some(isComputed)),
  };
}

function requestStatement(element: PolicyElement, place: Place): Statement {
  const setUrl = child(element, 'set-url');
  const url = setUrl === undefined ? template(element, 'url') : templateOf(setUrl.text);
  return {
    ...place,
    element: element.name,
    kind: 'request',
    url,
    copiesRequest: element.name !== 'http-request' && attribute(element, 'mode')?.toLowerCase() === 'copy',
    auth: requestAuth(element),
  };
}

function backendReferences(element: PolicyElement, place: Place): readonly Statement[] {
  return [...element.attributes.keys()]
    .filter((name) => name === 'backend-id' || name.endsWith('-backend-id'))
    .flatMap((name) => {
      const backend = template(element, name);
      const auth = attribute(element, `${name.slice(0, -'id'.length)}auth`)?.toLowerCase();
      const main = element.name === 'set-backend-service';
      return backend === undefined
        ? []
        : [
            {
              ...place,
              element: element.name,
              kind: 'backend',
              backend,
              main,
              systemIdentity: auth === 'system-assigned',
            } as const,
          ];
    });
}

/** A variable that an element fills: whoever reads it gets something computed. */
function filledVariables(element: PolicyElement, place: Place): readonly Statement[] {
  if (element.name === 'set-variable') return [];
  return FILLS.flatMap((name) => {
    const variable = attribute(element, name);
    return variable === undefined
      ? []
      : [{ ...place, element: element.name, kind: 'variable', name: variable, value: computed() } as const];
  });
}

/** What one element says by itself. Its children are looked at apart. */
function ownStatements(element: PolicyElement, place: Place, insideRequest: boolean): readonly Statement[] {
  const common = { ...place, element: element.name };
  const statements: Statement[] = [...backendReferences(element, place), ...filledVariables(element, place)];
  if (REQUESTS.includes(element.name)) return [...statements, requestStatement(element, place)];
  switch (element.name) {
    case 'base':
      return [{ ...common, kind: 'base' }];
    case 'include-fragment':
      return [{ ...common, kind: 'include', fragment: template(element, 'fragment-id') ?? computed() }];
    case 'set-variable': {
      const name = attribute(element, 'name');
      const value = template(element, 'value') ?? templateOf(element.text);
      return name === undefined ? [] : [{ ...common, kind: 'variable', name, value }];
    }
    case 'authentication-managed-identity': {
      if (insideRequest) return statements;
      const tokenVariable = attribute(element, 'output-token-variable-name');
      return [...statements, { ...common, kind: 'identity', clientId: template(element, 'client-id'), tokenVariable }];
    }
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
    case 'set-url':
      // Directly in something that is no request we know: read it rather than lose it.
      if (insideRequest) return statements;
      return [
        ...statements,
        {
          ...common,
          kind: 'request',
          url: templateOf(element.text),
          copiesRequest: false,
          auth: { managedIdentity: undefined, authorization: [], otherCredential: false, computedHeader: true },
        },
      ];
    case 'set-header':
      return insideRequest || !credentialHeader(element)
        ? statements
        : [...statements, { ...common, kind: 'credential', authorization: headerValues(element) }];
    case 'authentication-basic':
    case 'authentication-certificate':
      return insideRequest ? statements : [...statements, { ...common, kind: 'credential', authorization: [] }];
    default:
      return attribute(element, 'use-managed-identity')?.toLowerCase() === 'true'
        ? [...statements, { ...common, kind: 'other-identity' }]
        : statements;
  }
}

function credentialHeader(header: PolicyElement): boolean {
  const name = deletesHeader(header) ? undefined : headerName(header);
  return name === 'authorization' || KEY_HEADERS.includes(name ?? '');
}

function visit(element: PolicyElement, place: Place, insideRequest: boolean, into: Statement[]): void {
  into.push(...ownStatements(element, place, insideRequest));
  const inner = { ...place, conditional: place.conditional || element.name === 'choose' };
  const request = insideRequest || REQUESTS.includes(element.name);
  for (const entry of element.children) visit(entry, inner, request, into);
}

/** The statements of a policy, a fragment or a resolver, in document order. */
export function readStatements(root: PolicyElement): readonly Statement[] {
  const into: Statement[] = [];
  for (const entry of root.name === 'policies' ? root.children : [root]) {
    const section = root.name === 'policies' && SECTIONS.includes(entry.name) ? (entry.name as Section) : 'other';
    visit(entry, { section, conditional: false }, false, into);
  }
  return into;
}
