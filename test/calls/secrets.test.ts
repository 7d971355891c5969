import type { ArmResource } from '../../src/model/arm.ts';
import { render } from '../../src/model/text.ts';
import { gatewayDependencies } from '../../src/retirements/trusted-service-connectivity/gateway-dependencies.ts';
import {
  api,
  backend,
  eventHubLogger,
  fragment,
  inbound,
  managedIdentity,
  namedValue,
  policy,
  sendRequest,
} from '../support/policies.ts';
import { APIM, apim, firewall, keyVault, resource } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const KV = 'https://kv-prod.vault.azure.net';

/** A secret that is easily found again: `SECRET-…-x`. */
const secret = (name: string) => `SECRET-${name}-x`;

const planted: readonly ArmResource[] = [
  policy(
    'apis/a',
    inbound(
      sendRequest(`${KV}/s?sv=1&amp;sig=${secret('signature')}`, ''),
      sendRequest(`https://user:${secret('password')}@kv-prod.vault.azure.net/`),
      sendRequest(`${KV}/${secret('path')}#${secret('anchor')}`),
      sendRequest(
        KV,
        `<set-header name="Authorization"><value>SharedAccessSignature ${secret('header')}</value></set-header>`,
      ),
      sendRequest(KV, `<set-header name="x-functions-key"><value>${secret('function')}</value></set-header>`),
      sendRequest(KV, `<set-header name="${secret('header-name')}"><value>a</value></set-header>`),
      sendRequest(KV, `<set-body>${secret('body')}</set-body>`),
      sendRequest(`@("https://" + Foo("${secret('expression')}") + ".vault.azure.net")`),
      sendRequest(`@{ var k = "${secret('block')}"; return Bar(k); }`),
      sendRequest(`{{plain}}`),
      sendRequest('https://{{leak}}/'),
      sendRequest(`https://{{${secret('name-of-nothing')}}}/`),
      `<!-- ${secret('comment')} -->`,
      `<set-variable name="v" value="${secret('variable')}" />`,
      `<authentication-basic username="u" password="${secret('basic')}" />`,
      `<set-backend-service backend-id="${secret('backend-of-nothing')}" />`,
      `<log-to-eventhub logger-id="${secret('logger-of-nothing')}">${secret('logged')}</log-to-eventhub>`,
      managedIdentity(`client-id="${secret('client')}"`),
    ),
  ),
  policy('apis/b', `<policies><inbound>${secret('malformed')}<`),
  policy('apis/c', inbound('<include-fragment fragment-id="f" />')),
  fragment('f', sendRequest(`${KV}?code=${secret('fragment')}`, '')),
  namedValue('plain', `${KV}/x?sig=${secret('named-value')}`),
  namedValue(
    'Logger-Credentials-1',
    `Endpoint=sb://eh1.servicebus.windows.net/;SharedAccessKey=${secret('connection')}`,
  ),
  resource(`${APIM}/namedValues/leak`, {
    properties: { displayName: 'leak', secret: true, value: secret('secret-value') },
  }),
  api('d', `${KV}/?sig=${secret('service-url')}`),
  api('e', '{{leak}}'),
  backend('b1', `${KV}/?sig=${secret('backend-url')}`, {
    credentials: {
      header: { 'x-key': [secret('backend-header')] },
      query: { sig: [secret('backend-query')] },
      authorization: { scheme: 'Basic', parameter: secret('backend-basic') },
    },
    proxy: { url: 'http://proxy', username: 'u', password: secret('proxy') },
  }),
  eventHubLogger('l', { credentials: { connectionString: '{{Logger-Credentials-1}}' } }),
  eventHubLogger('m', {
    credentials: { connectionString: `Endpoint=sb://eh2.servicebus.windows.net/;SharedAccessKey=${secret('logger')}` },
  }),
];

describe('secrets', () => {
  const vault = keyVault('kv-prod', firewall());
  const items = gatewayDependencies.check(subjectOf([apim(), vault, ...planted]));
  const told = JSON.stringify(items) + items.map((item) => render(item.message)).join('\n');

  it('are planted in more than 20 places, and the calls around them are found', () => {
    expect(new Set(JSON.stringify(planted).match(/SECRET-[\w-]+-x/g)).size).toBeGreaterThan(20);
    expect(told).toContain('kv-prod.vault.azure.net');
    expect(items.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([
        'EXPRESSION_URL',
        'SECRET_NAMED_VALUE',
        'POLICY_PARSE',
        'G-UNRESOLVED',
        'TARGET_NOT_VISIBLE',
      ]),
    );
  });

  it('never leave', () => {
    expect(told.match(/SECRET-[\w-]+/gi)).toBeNull();
  });
});
