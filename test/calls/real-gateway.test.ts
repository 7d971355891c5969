/** A gateway as large as real ones, with policies in the styles that people write: its verdict is decided. */
import { gatewayDependencies } from '../../src/retirements/trusted-service-connectivity/gateway-dependencies.ts';
import { api, backend, eventHubLogger, fragment, namedValue, policy } from '../support/policies.ts';
import { APIM, apim, keyVault, resource } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';
import { storageAccount } from '../support/targets.ts';

const body = (inbound: string, outbound = '') =>
  `<policies><inbound><base />${inbound}</inbound><backend><base /></backend><outbound><base />${outbound}</outbound><on-error><base /></on-error></policies>`;
const GLOBAL =
  '<policies><inbound><set-variable name="requestId" value="@(context.RequestId.ToString())" /><include-fragment fragment-id="caller" /></inbound><backend><forward-request timeout="60" /></backend><outbound><set-header name="x-request-id" exists-action="override"><value>@((string)context.Variables["requestId"])</value></set-header></outbound><on-error><send-one-way-request mode="new"><set-url>@($"https://{(string)context.Variables["auditHost"]}/errors/{(string)context.Variables["requestId"]}")</set-url><set-method>POST</set-method></send-one-way-request></on-error></policies>';
const STORAGE = '<authentication-managed-identity resource="https://storage.azure.com/" />';

/** Ways in which real policies call something; each has one for a service with an open firewall, or for nobody of the six. */
const STYLES: readonly ((n: number) => string)[] = [
  // An account in one variable, the URL in a second, the call in a fragment.
  (n) =>
    body(
      `<set-variable name="account" value="{{documents-account}}" /><set-variable name="blobUrl" value="@($"https://{(string)context.Variables["account"]}.blob.core.windows.net/c${n}/{context.Request.MatchedParameters["id"]}")" /><include-fragment fragment-id="read-blob" />`,
    ),
  // A token in a variable, joined in another, in the header of a request with a computed path.
  (n) =>
    body(
      `<authentication-managed-identity resource="https://vault.azure.net" output-token-variable-name="kvToken" /><set-variable name="bearer" value="@("Bearer " + (string)context.Variables["kvToken"])" /><send-request mode="new" response-variable-name="secret"><set-url>@{ var name = context.Request.Headers.GetValueOrDefault("x-client", "c${n}"); var url = "https://kv-prod.vault.azure.net/secrets"; url += "/" + name; return url + "?api-version=7.4"; }</set-url><set-header name="Authorization" exists-action="override"><value>@((string)context.Variables["bearer"])</value></set-header></send-request>`,
    ),
  // Client credentials of a foreign identity provider, then a host that only its answer tells.
  () =>
    body(
      '<send-request mode="new" response-variable-name="tokenResponse"><set-url>https://login.contoso.com/oauth2/token</set-url><set-method>POST</set-method><set-body>grant_type=client_credentials</set-body></send-request><set-variable name="token" value="@(((IResponse)context.Variables["tokenResponse"]).Body.As&lt;JObject&gt;()["access_token"].ToString())" />',
      '<send-request mode="new" response-variable-name="details"><set-url>@(((IResponse)context.Variables["tokenResponse"]).Body.As&lt;JObject&gt;()["href"].ToString())</set-url><set-header name="Authorization" exists-action="override"><value>@("Bearer " + (string)context.Variables["token"])</value></set-header></send-request>',
    ),
  // A model behind a computed deployment, with a token that opens none of the six.
  () =>
    body(
      '<authentication-managed-identity resource="https://cognitiveservices.azure.com" /><set-backend-service base-url="@(context.Request.Headers.GetValueOrDefault("x-deployment-url", ""))" />',
    ),
  // A choice between backends by a header, and a path that is written anew.
  (n) =>
    body(
      `<choose><when condition="@(context.Request.Headers.GetValueOrDefault("x-canary","") == "1")"><set-variable name="pool" value="partners-b" /></when><otherwise><set-variable name="pool" value="partners-a" /></otherwise></choose><set-backend-service backend-id="@((string)context.Variables["pool"])" /><rewrite-uri template="@("/v${n}/" + context.Request.MatchedParameters["id"])" />`,
    ),
  // A partner behind a secret key, and one behind a secret address.
  () =>
    body(
      '<set-backend-service base-url="https://{{partner-host}}/v1" /><set-header name="x-api-key" exists-action="override"><value>{{partner-key}}</value></set-header>',
    ),
  (n) =>
    body(
      `<set-backend-service base-url="{{partner-address}}" /><set-header name="Authorization" exists-action="override"><value>Basic {{partner-key}}</value></set-header><set-header name="x-tenant"><value>t${n}</value></set-header>`,
    ),
  // The gateway calls itself, and the same request again.
  (n) =>
    body(
      `<send-request mode="new" response-variable-name="own"><set-url>@("https://" + context.Request.OriginalUrl.Host + "/health/${n}")</set-url></send-request><send-request mode="copy" response-variable-name="csrf"><set-url>@(context.Request.Url.ToString().TrimEnd('/'))</set-url></send-request>`,
    ),
  // Formats, defaults and casts.
  (n) =>
    body(
      `<set-variable name="root" value="https://stprod.blob.core.windows.net" /><send-request mode="new" response-variable-name="exists"><set-url>@(String.Format((context.Variables["root"] as string) + "/{0}/{1}", "c${n}", Convert.ToString(context.RequestId)))</set-url>${STORAGE}</send-request><set-backend-service base-url="@(context.Variables.GetValueOrDefault<string>("override", "https://api.contoso.com") + "/v${n}")" />`,
    ),
  // What most policies are.
  () =>
    body(
      '<cors><allowed-origins><origin>*</origin></allowed-origins></cors><rate-limit calls="10" renewal-period="60" /><validate-jwt header-name="Authorization" output-token-variable-name="jwt"><openid-config url="https://login.contoso.com/x" /></validate-jwt>',
    ),
];

const apis = Array.from({ length: 44 }, (_, index) => api(`api-${index}`, `https://orders-${index}.contoso.com`));
const policies = [
  policy('', GLOBAL),
  policy('products/partners', body('<rate-limit calls="5" renewal-period="60" />')),
  policy('products/internal', body('<set-variable name="tier" value="gold" />')),
  ...apis.map(({ name }, index) => policy(`apis/${name}`, STYLES[index % STYLES.length]?.(index) ?? '')),
  ...Array.from({ length: 217 }, (_, index) =>
    policy(
      `apis/api-${index % 44}/operations/op-${Math.floor(index / 44)}`,
      STYLES[(index * 7 + 3) % STYLES.length]?.(index) ?? '',
    ),
  ),
];
const estate = [
  ...apis,
  ...policies,
  ...apis.map(({ name }) => resource(`${APIM}/products/partners/apis/${name}`, { properties: {} })),
  fragment('caller', '<set-variable name="auditHost" value="audit.contoso.com" />'),
  fragment(
    'read-blob',
    `<send-request mode="new" response-variable-name="blob"><set-url>@((string)context.Variables["blobUrl"])</set-url>${STORAGE}</send-request>`,
  ),
  namedValue('documents-account', 'stprod'),
  namedValue('partner-host', 'partner.contoso.com'),
  namedValue('partner-key', undefined),
  namedValue('partner-address', undefined),
  backend('partners-a', 'https://a.contoso.com'),
  backend('partners-b', 'https://b.contoso.com'),
  eventHubLogger('audit', { credentials: { connectionString: '{{partner-address}}' } }),
];

describe('a gateway with 264 policies as people write them', () => {
  const check = (...targets: ReturnType<typeof keyVault>[]) =>
    gatewayDependencies.check(subjectOf([apim(), ...estate, ...targets]));
  const counted = (items: ReturnType<typeof check>) =>
    Object.fromEntries(
      Object.entries(Object.groupBy(items, ({ status, reason }) => `${status} ${reason ?? ''}`.trim())).map(
        ([key, all = []]) => [key, all.length],
      ),
    );

  it('has 264 of them', () => {
    expect(policies).toHaveLength(264);
  });

  it('is decided where every target is open: nothing is unknown', () => {
    const items = check(keyVault(), storageAccount('stprod', { defaultAction: 'Allow' }));
    expect(counted(items)).toEqual({
      pass: 2,
      // Hosts that an answer tells, and one in a secret named value: no managed identity goes there.
      'warn UNRESOLVED_NO_IDENTITY': 56,
    });
  });

  it('fails where a target is closed, whichever style calls it', () => {
    const items = check(keyVault(), storageAccount('stprod', { bypass: 'AzureServices', defaultAction: 'Deny' }));
    expect(items.filter(({ status }) => status === 'fail').map(({ reason }) => reason)).toEqual(['G-RELIES']);
    expect(items.filter(({ status }) => status === 'unknown')).toEqual([]);
  });
});
