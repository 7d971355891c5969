/** No secret leaves: planted in an estate, and looked for in everything that any command writes. */

import { readConfig } from '../../src/app/config.ts';
import { assessorOverEstate } from '../../src/app/connected-assessor.ts';
import { realClock } from '../../src/app/real-clock.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Log } from '../../src/model/log.ts';
import type { Fault } from '../../src/simulator/faults.ts';
import { askArguments } from '../../src/terminal/ask-arguments.ts';
import { askCommand } from '../../src/terminal/ask-command.ts';
import { checkArguments } from '../../src/terminal/check-arguments.ts';
import { checkCommand } from '../../src/terminal/check-command.ts';
import { statusOf } from '../../src/terminal/exit-status.ts';
import { IMPATIENT } from '../support/command-line.ts';
import { networkStatus } from '../support/healthy.ts';
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
import {
  APIM,
  apim,
  armId,
  firewall,
  injected,
  keyVault,
  keyVaultNamedValue,
  networkSecurityGroup,
  resource,
  TENANT,
  virtualNetwork,
} from '../support/resources.ts';
import { namespace, ruleSet, storageAccount } from '../support/targets.ts';

/** A secret that is found again in any case, encoding or cut: `zq` stands in no word of ours. */
const secret = (kind: string) => `zq${kind}zq`;
const PLANTED = /zq[a-z0-9]/gi;

const KV = 'https://kv-prod.vault.azure.net';
const ST = 'https://stprod.blob.core.windows.net';
const header = (name: string, value: string) => `<set-header name="${name}"><value>${value}</value></set-header>`;

const policies: readonly ArmResource[] = [
  policy(
    'apis/a',
    inbound(
      sendRequest(`${ST}/c/f?sv=2024&amp;sig=${secret('sas')}&amp;se=2030`, ''),
      sendRequest(`https://user:${secret('password')}@kv-prod.vault.azure.net/x`),
      sendRequest(`https://${secret('user')}@kv-prod.vault.azure.net/x`),
      sendRequest(`https:\\\\user:${secret('backslash')}@kv-prod.vault.azure.net\\x`),
      sendRequest(`https://user:${secret('authoritysas')}@nowhere.vault.azure.net?code=${secret('authoritycode')}`),
      sendRequest(`${KV}/${secret('path')}/x#${secret('anchor')}`),
      sendRequest(`${KV}?${secret('barequery')}`),
      sendRequest(KV, header('Authorization', `SharedAccessSignature sr=x&amp;sig=${secret('sharedaccess')}`)),
      sendRequest(KV, header('Authorization', `Bearer ${secret('bearer')}`)),
      sendRequest(KV, header('Ocp-Apim-Subscription-Key', secret('subscriptionkey'))),
      sendRequest(KV, header('x-functions-key', secret('functionkey'))),
      sendRequest(KV, header(secret('headername'), 'a')),
      sendRequest(KV, `<set-body>{"client_secret":"${secret('body')}"}</set-body>`),
      sendRequest(`@("https://" + Find("${secret('expression')}") + ".vault.azure.net")`),
      sendRequest(`@("https://user:${secret('computeduser')}@kv-prod.vault.azure.net/" + context.RequestId)`),
      sendRequest(`@{ var key = "${secret('block')}"; return Sign(key); }`),
      sendRequest(`@($"https://{Find("${secret('interpolated')}")}.blob.core.windows.net/?sig=${secret('template')}")`),
      sendRequest('{{plain}}'),
      sendRequest(`https://{{${secret('missingname')}}}/`),
      `<!-- ${secret('comment')} -->`,
      `<set-variable name="key" value="${secret('variable')}" />`,
      `<set-variable name="${secret('variablename')}" value="@(context.RequestId)" />`,
      `<authentication-basic username="${secret('basicuser')}" password="${secret('basic')}" />`,
      `<authentication-certificate body="${secret('pfx')}" password="${secret('pfxpassword')}" />`,
      `<set-backend-service backend-id="${secret('backendid')}" />`,
      `<set-backend-service base-url="${ST}/?sig=${secret('baseurl')}" />`,
      `<include-fragment fragment-id="@(${secret('fragmentexpression')})" />`,
      `<log-to-eventhub logger-id="${secret('loggerid')}">${secret('logged')}</log-to-eventhub>`,
      `<validate-jwt><issuer-signing-keys><key>${secret('signingkey')}</key></issuer-signing-keys></validate-jwt>`,
      `<check-header name="x" failed-check-error-message="${secret('checkheader')}"><value>${secret('checkvalue')}</value></check-header>`,
      `<send-service-bus-message namespace="sb-prod.servicebus.windows.net" queue-name="${secret('queue')}">${secret('message')}</send-service-bus-message>`,
      `<${secret('element')} attribute="${secret('attribute')}" />`,
      managedIdentity(`client-id="${secret('client')}"`),
    ),
  ),
  policy('apis/b', `<policies><inbound>${secret('malformed')}<send-request `),
  policy('apis/c', inbound('<include-fragment fragment-id="f" />')),
  policy('apis/d', secret('noxml')),
  policy('apis/f', inbound(`<![CDATA[${secret('cdata')}]]>`, sendRequest(`&#${'{'};${secret('entity')}`))),
  fragment('f', sendRequest(`${KV}?code=${secret('fragment')}`, '')),
];

const configured: readonly ArmResource[] = [
  namedValue('plain', `${KV}/x?sig=${secret('namedvalue')}`),
  namedValue(
    'Logger-Credentials-1',
    `Endpoint=sb://evh-prod.servicebus.windows.net/;SharedAccessKey=${secret('connection')}`,
  ),
  resource(`${APIM}/namedValues/leak`, {
    properties: { displayName: 'leak', secret: true, value: secret('secretvalue') },
  }),
  keyVaultNamedValue('kv', 'kv-prod', {
    secretIdentifier: `https://user:${secret('identifier')}@kv-prod.vault.azure.net/secrets/kv?sig=${secret('identifierquery')}`,
  }),
  api('d', `${KV}/?sig=${secret('serviceurl')}`),
  api('e', `https://user:${secret('serviceurluser')}@kv-prod.vault.azure.net`),
  api('g', '{{leak}}'),
  backend('b1', `${KV}/?sig=${secret('backendurl')}`, {
    credentials: {
      header: { 'x-key': [secret('backendheader')] },
      query: { sig: [secret('backendquery')] },
      authorization: { scheme: secret('backendscheme'), parameter: secret('backendbasic') },
      certificate: [secret('backendcertificate')],
    },
    proxy: { url: `http://user:${secret('proxyurl')}@proxy`, username: secret('proxyuser'), password: secret('proxy') },
    properties: { serviceFabricCluster: { managementEndpoints: [`https://${secret('fabric')}@fabric`] } },
  }),
  backend('b2', `https://user:${secret('backenduser')}@unseen.vault.azure.net`, { description: secret('description') }),
  eventHubLogger('l', { credentials: { connectionString: '{{Logger-Credentials-1}}' } }),
  eventHubLogger('m', {
    credentials: {
      connectionString: `Endpoint=sb://evh-prod.servicebus.windows.net/;SharedAccessKey=${secret('logger')}`,
      name: 'a',
    },
  }),
  eventHubLogger('n', {
    credentials: {
      endpointAddress: `https://user:${secret('endpoint')}@evh-prod.servicebus.windows.net/?sig=${secret('endpointquery')}`,
      identityClientId: 'SystemAssigned',
    },
  }),
];

const hub = namespace('EventHub', 'evh-prod', 'Standard');
const bus = namespace('ServiceBus', 'sb-prod');
const estate: readonly ArmResource[] = [
  apim({
    ...injected(),
    hostnameConfigurations: [
      {
        type: 'Proxy',
        hostName: 'api.example.com',
        keyVaultId: `${KV}/secrets/api`,
        encodedCertificate: secret('encoded'),
        certificatePassword: secret('certificatepassword'),
      },
    ],
  }),
  ...policies,
  ...configured,
  virtualNetwork(),
  networkSecurityGroup(),
  networkStatus(),
  keyVault('kv-prod', firewall()),
  storageAccount('stprod', { bypass: 'AzureServices' }),
  hub,
  ruleSet(hub, { trustedServiceAccessEnabled: true }),
  bus,
  ruleSet(bus, { trustedServiceAccessEnabled: true }),
  resource(armId('Microsoft.ManagedIdentity/userAssignedIdentities/id-api'), {
    location: 'westeurope',
    properties: {},
  }),
];

/** Everything that four commands write, and what a log would hold of the reads. */
async function everythingTold(faults: readonly Fault[] = []): Promise<string> {
  const told: string[] = [];
  const output = {
    out: (text: string) => void told.push(text),
    err: (text: string) => void told.push(text),
    width: 100,
    color: false,
  };
  const log: Log = {
    info: (event, fields) => void told.push(event, JSON.stringify(fields)),
    warn: (event, fields) => void told.push(event, JSON.stringify(fields)),
    error: (event, fields) => void told.push(event, JSON.stringify(fields)),
  };
  const file = JSON.stringify({ tenantId: TENANT, resources: estate });
  const connected = await assessorOverEstate(file, 'estate.json', {
    config: readConfig({}),
    today: '2026-11-22',
    observe: (exchange) => void told.push(JSON.stringify(exchange)),
    patience: { retry: IMPATIENT },
  });
  connected.setFaults?.(faults);
  try {
    for (const words of [['apim-prod', '--json'], ['apim-prod']]) {
      await statusOf('', output, () => checkCommand(checkArguments(words), { ...connected, output }));
    }
    for (const words of [
      ['is apim-prod ready?'],
      ['is apim-prod ready?', '--card'],
      ['why is apim-prod not ready?', '--card'],
    ]) {
      const parts = { ...connected, clock: realClock('2026-11-22'), log };
      await statusOf('', output, () => askCommand(askArguments(words), parts, output));
    }
  } finally {
    await connected.stop();
  }
  return told.join('\n');
}

const found = (text: string) =>
  [...text.matchAll(PLANTED)].map(({ index }) => text.slice(Math.max(0, index - 60), index + 40));

describe('secrets', () => {
  it('are planted in more than 20 kinds of places', () => {
    expect(new Set(JSON.stringify(estate).match(/zq[a-z]+zq/g)).size).toBeGreaterThan(50);
  });

  it('never leave by a report, a reply, a card, stderr or the log', async () => {
    const told = await everythingTold();

    expect(told).toContain('kv-prod.vault.azure.net');
    expect(told).toContain('stprod.blob.core.windows.net');
    for (const reason of ['EXPRESSION_URL', 'POLICY_PARSE', 'G-UNRESOLVED', 'SECRET_NAMED_VALUE'])
      expect(told).toContain(reason);
    expect(found(told)).toEqual([]);
    expect(found(decodeURIComponent(told.replaceAll('%', '%25')))).toEqual([]);
  });

  it.each(['malformed', 'cut', '500'] as const)('nor when the answers that hold them are %s', async (kind) => {
    const told = await everythingTold([
      { kind, match: ({ path }) => /\/(policies|policyFragments|backends|loggers|namedValues|apis)(\/|$)/i.test(path) },
    ]);

    expect(told).toContain('READ_FAILED');
    expect(found(told)).toEqual([]);
  });

  it('nor when the estate file that holds them is refused', async () => {
    for (const file of [
      `{"tenantId": ${secret('broken')}}`,
      `${secret('text')}`,
      `{"resources": "${secret('resources')}"}`,
    ]) {
      const refused = assessorOverEstate(file, 'estate.json', { config: readConfig({}) });
      await expect(refused).rejects.toThrow('estate.json');
      expect(found(String(await refused.catch((error: unknown) => error)))).toEqual([]);
    }
  });
});
