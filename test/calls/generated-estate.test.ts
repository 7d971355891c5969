import { callSitesOf } from '../../src/calls/call-sites.ts';
import { crawl } from '../../src/calls/crawl.ts';
import { type ArmResource, idKey } from '../../src/model/arm.ts';
import { seeded } from '../../src/tools/seeded.ts';
import { estateOf } from '../support/estate.ts';
import {
  api,
  backend,
  eventHubLogger,
  fragment,
  inbound,
  namedValue,
  policy,
  pool,
  sendRequest,
} from '../support/policies.ts';
import { APIM, apim, resource } from '../support/resources.ts';

/** So many of the members, each once. */
function sample<T>(from: readonly T[], count: number, random: () => number): readonly T[] {
  return from
    .map((one) => ({ one, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ one }) => one);
}

interface Planted {
  readonly resources: readonly ArmResource[];
  readonly hosts: readonly string[];
  /** `source: reason`. */
  readonly dark: readonly string[];
}

const HOSTS = [
  '{}.vault.azure.net',
  '{}.blob.core.windows.net',
  '{}.servicebus.windows.net',
  '{}.azurecr.io',
  '{}.managedhsm.azure.net',
];

/** Ways in which a policy names a host: what to write into the policy, and what else must exist. */
const FORMS: readonly ((
  host: string,
  key: string,
) => { readonly statement: string; readonly more: readonly ArmResource[] })[] = [
  (host) => ({ statement: sendRequest(`https://${host}/a`), more: [] }),
  (host, key) => ({ statement: sendRequest(`{{u-${key}}}/a`), more: [namedValue(`u-${key}`, `https://${host}`)] }),
  (host) => ({ statement: sendRequest(`@("https://" + "${host}" + "/" + context.RequestId)`), more: [] }),
  (host) => ({ statement: sendRequest(`@(string.Format("https://{0}/{1}", "${host}", context.RequestId))`), more: [] }),
  (host, key) => ({
    statement: `<set-variable name="h-${key}" value="${host}" />${sendRequest(`@("https://" + (string)context.Variables["h-${key}"] + "/")`)}`,
    more: [],
  }),
  (host) => ({ statement: `<set-backend-service base-url="https://${host}" />`, more: [] }),
  (host, key) => ({
    statement: `<set-backend-service backend-id="b-${key}" />`,
    more: [backend(`b-${key}`, `https://${host}/`)],
  }),
  (host, key) => ({
    statement: `<set-backend-service backend-id="p-${key}" />`,
    more: [pool(`p-${key}`, `m-${key}`), backend(`m-${key}`, `https://${host}/`)],
  }),
  (host, key) => ({
    statement: `<include-fragment fragment-id="f-${key}" />`,
    more: [fragment(`f-${key}`, `<choose><when condition="@(a)">${sendRequest(`https://${host}`)}</when></choose>`)],
  }),
  (host, key) => ({
    statement: `<trace source="${key}">x</trace>`,
    more: [eventHubLogger(`l-${key}`, { credentials: { endpointAddress: host, identityClientId: 'SystemAssigned' } })],
  }),
];

const DARK: readonly ((key: string) => {
  readonly statement: string;
  readonly reason: string;
  readonly more: readonly ArmResource[];
})[] = [
  () => ({ statement: sendRequest('@("https://" + Foo() + ".vault.azure.net/")'), reason: 'EXPRESSION_URL', more: [] }),
  (key) => ({
    statement: sendRequest(`https://{{s-${key}}}/`),
    reason: 'SECRET_NAMED_VALUE',
    more: [namedValue(`s-${key}`, undefined)],
  }),
  (key) => ({ statement: `<set-backend-service backend-id="gone-${key}" />`, reason: 'G-UNRESOLVED', more: [] }),
];

const HARMLESS = [
  '<set-header name="x"><value>https://kv-none.vault.azure.net</value></set-header>',
  '<cors />',
  '<!-- https://kv-none.vault.azure.net -->',
  sendRequest('https://api.contoso.com/x'),
];

function plant(seed: number): Planted {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const apis = Array.from({ length: 60 }, (_, index) => api(`api-${index}`, 'https://api.contoso.com'));
  const operations = apis.flatMap(({ id }) =>
    Array.from({ length: 10 }, (_, index) =>
      resource(`${id}/operations/op-${index}`, { properties: { method: 'GET' } }),
    ),
  );
  const scopes = [
    ...apis.slice(0, 20).map(({ name }) => `apis/${name}`),
    ...['gold', 'silver'].map((product) => `products/${product}`),
    ...apis.slice(0, 6).map(({ name }) => `apis/${name}/resolvers/r`),
    ...sample(operations, 51, random).map(({ id }) => id.slice(`${APIM}/`.length)),
  ];
  const hosts = Array.from({ length: 30 }, (_, index) => pick(HOSTS).replace('{}', `dep${index}`));
  const texts = new Map<string, string[]>(scopes.map((scope) => [scope, [pick(HARMLESS)]]));
  const resources: ArmResource[] = [apim(), ...apis, ...operations, policy('', inbound())];
  const dark: string[] = [];
  // Only the last destination in a policy is where its calls go, so no policy gets two.
  const free = [...scopes];
  const scopeFor = (statement: string) =>
    statement.includes('<set-backend-service')
      ? (free.splice(Math.floor(random() * free.length), 1)[0] ?? '')
      : pick(scopes);
  for (const [index, host] of hosts.entries()) {
    const made = pick(FORMS)(host, String(index));
    texts.get(scopeFor(made.statement))?.push(made.statement);
    resources.push(...made.more);
  }
  for (let index = 0; index < 8; index += 1) {
    const made = pick(DARK)(String(index));
    const scope = scopeFor(made.statement);
    texts.get(scope)?.push(made.statement);
    resources.push(...made.more);
    dark.push(idKey(`${APIM}/${scope}/policies/policy: ${made.reason}`));
  }
  for (const [scope, statements] of texts) resources.push(policy(scope, inbound(...statements)));
  return { resources, hosts, dark };
}

describe('a large estate', () => {
  it.each(Array.from({ length: 60 }, (_, index) => index + 1))(
    'shows every planted call, invents none, and tells each that cannot be resolved (seed %i)',
    (seed) => {
      const { resources, hosts, dark } = plant(seed);
      expect(resources.filter(({ id }) => /\/operations\/[^/]+$/.test(id))).toHaveLength(600);
      expect(resources.filter(({ id }) => id.endsWith('/policies/policy'))).toHaveLength(80);
      const found = callSitesOf(crawl(apim(), estateOf(resources)), 'public');
      const seen = found.sites.map(({ callee }) => (callee.kind === 'host' ? callee.host : callee.id));
      expect([...new Set(seen)].toSorted()).toEqual([...hosts].toSorted());
      expect(found.unresolved.map(({ source, reason }) => idKey(`${source}: ${reason}`)).toSorted()).toEqual(
        [...new Set(dark)].toSorted(),
      );
    },
  );
});
