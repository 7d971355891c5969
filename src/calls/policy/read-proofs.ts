/** How an element says who calls: identities, headers, keys. Rules: docs/rules.md#call-identity. */
import { attribute, template } from './elements.ts';
import type { PolicyElement } from './policy-element.ts';
import { templateOf } from './read-value.ts';
import type { Proof } from './statement.ts';
import { constantOf, literal, type MintedToken } from './template.ts';

const KEY_HEADERS = ['x-functions-key', 'api-key', 'x-api-key', 'ocp-apim-subscription-key'];
const SIGNATURE = /(?:^|[?&])(?:sig|code)(?:=|$)/i;

/** Whether a query, or the name of a parameter in it, is a signature or a function key. */
function signs(query: string | undefined): boolean {
  return query !== undefined && SIGNATURE.test(query);
}

/** What `authentication-managed-identity` mints. */
export function mintedToken(element: PolicyElement): MintedToken {
  return {
    clientId: template(element, 'client-id'),
    audience: template(element, 'resource'),
    workload: attribute(element, 'authentication-provider')?.toLowerCase() === 'workloadidentity',
  };
}

function headerProof(header: PolicyElement): Proof | undefined {
  const name = constantOf(template(header, 'name') ?? [])?.toLowerCase();
  const action = attribute(header, 'exists-action')?.toLowerCase() ?? 'override';
  if (action === 'delete') return name === 'authorization' ? { kind: 'no-authorization' } : undefined;
  if (name !== undefined && KEY_HEADERS.includes(name)) return { kind: 'key' };
  if (name !== undefined && name !== 'authorization') return undefined;
  const values = header.children.filter((entry) => entry.name === 'value').map((entry) => templateOf(entry.text));
  return { kind: 'authorization', values, adds: name === undefined || action !== 'override' };
}

/** What an element proves on the request that it stands in or shapes; undefined for one that proves nothing. */
export function proofOf(element: PolicyElement): Proof | undefined {
  switch (element.name) {
    case 'authentication-managed-identity':
      return attribute(element, 'output-token-variable-name') === undefined
        ? { kind: 'identity', ...mintedToken(element) }
        : undefined;
    case 'authentication-basic':
      return { kind: 'authorization', values: [literal('Basic')], adds: false };
    case 'authentication-certificate':
      return { kind: 'key' };
    case 'set-header':
      return headerProof(element);
    case 'rewrite-uri':
      return signs(attribute(element, 'template')) ? { kind: 'key' } : undefined;
    case 'set-query-parameter':
      return signs(attribute(element, 'name')) ? { kind: 'key' } : undefined;
    default:
      return undefined;
  }
}
