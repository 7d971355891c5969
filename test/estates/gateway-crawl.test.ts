/** Which sources of calls count, and for how much. Rules: docs/rules.md#calls, docs/rules.md#workspaces. */
import type { ArmResource } from '../../src/model/arm.ts';
import { gatewayDependencies } from '../../src/retirements/trusted-service-connectivity/gateway-dependencies.ts';
import { trustedAccessDisabled } from '../../src/retirements/trusted-service-connectivity/trusted-access-disabled.ts';
import { judge, lineOf, lines } from '../support/judge.ts';
import {
  api,
  backend,
  eventHubLogger,
  fragment,
  inbound,
  managedIdentity,
  namedValue,
  policy,
  pool,
  sendRequest,
} from '../support/policies.ts';
import { APIM, apim, firewall, keyVault, keyVaultNamedValue, resource } from '../support/resources.ts';
import { type SubjectOptions, subjectOf } from '../support/subject.ts';
import { namespace, ruleSet, storageAccount } from '../support/targets.ts';

const vault = keyVault('kv-prod', firewall());
const RELIES = 'fail outage G-RELIES kv-prod westeurope';
const URL_OF_VAULT = 'https://kv-prod.vault.azure.net/x';
const calls = sendRequest(URL_OF_VAULT);
const withIdentity = { credentials: { managedIdentity: { resource: 'https://vault.azure.net' } } };
const ofVault = backend('b', URL_OF_VAULT, withIdentity);

function judged(resources: readonly ArmResource[], options: SubjectOptions = {}): readonly string[] {
  return gatewayDependencies
    .check(subjectOf([apim(), vault, ...resources], options))
    .map(lineOf)
    .toSorted();
}

describe('loggers, and service URLs of current revisions, count as used', () => {
  const hub = namespace('EventHub', 'evh-prod', 'Standard');
  const closedHub = [hub, ruleSet(hub, { trustedServiceAccessEnabled: true })];

  it('a logger that no policy names', () => {
    const logger = eventHubLogger('audit', {
      resourceId: hub.id.toLowerCase(),
      credentials: { identityClientId: 'SystemAssigned' },
    });
    expect(judged([...closedHub, logger])).toEqual(['fail outage G-RELIES evh-prod westeurope']);
  });

  it('a logger with a connection string never rode on trusted access', () => {
    const logger = eventHubLogger('audit', {
      resourceId: hub.id,
      credentials: { connectionString: '{{Logger-Credentials-1}}' },
    });
    expect(judged([...closedHub, logger])).toEqual(['fail outage G-NO-PATH evh-prod westeurope']);
  });

  it('a logger for something else is none of the six', () => {
    expect(
      judged([
        resource(`${APIM}/loggers/insights`, { properties: { loggerType: 'applicationInsights', credentials: {} } }),
      ]),
    ).toEqual(['pass NO_DEPENDENCIES apim-prod']);
  });

  it('a logger that does not tell its namespace carries no managed identity where it has a connection string', () => {
    expect(judged([eventHubLogger('audit', { credentials: { connectionString: '{{secret}}' } })])).toEqual([
      'warn UNRESOLVED_NO_IDENTITY audit',
    ]);
    expect(judged([eventHubLogger('audit', { credentials: {} })])[0]).toMatch(/^unknown /);
  });

  it('a service URL that no policy names', () => {
    expect(judged([api('orders', URL_OF_VAULT), policy('apis/orders', inbound(managedIdentity()))])).toEqual([RELIES]);
  });

  it('a service URL that every policy of the API replaces is told for what it is', () => {
    const replaced = judged([
      api('orders', URL_OF_VAULT),
      policy('apis/orders', inbound('<set-backend-service base-url="https://api.example.com" />')),
    ]);
    expect(replaced.join()).not.toMatch(/^pass NO_DEPENDENCIES/);
  });
});

describe('a backend that nothing refers to is at worst a warning', () => {
  it('that nothing refers to', () => {
    expect(judged([ofVault])).toEqual(['warn UNREFERENCED kv-prod westeurope']);
  });

  it('that could not be decided either', () => {
    expect(judged([backend('b', 'https://unseen.vault.azure.net', withIdentity)])).toEqual([
      'warn UNREFERENCED unseen.vault.azure.net',
    ]);
    expect(judged([backend('b', 'https://{{secret}}/'), namedValue('secret', undefined)])).toEqual([
      'warn UNREFERENCED b',
    ]);
  });

  it('with a way passes', () => {
    const open = keyVault('kv-open');
    expect(judged([open, backend('b', 'https://kv-open.vault.azure.net', withIdentity)])).toEqual([
      'pass kv-open westeurope',
    ]);
  });

  it('counts in full where some backend-id is an expression', () => {
    const dynamic = policy('apis/orders', inbound('<set-backend-service backend-id="@(context.Api.Name)" />'));
    expect(judged([ofVault, dynamic])).toContain(RELIES);
  });

  it.each([
    ['a policy', [policy('', inbound('<set-backend-service backend-id="B" />'))]],
    ['a pool that a policy names', [pool('all', 'b'), policy('', inbound('<set-backend-service backend-id="all" />'))]],
    [
      'a fragment',
      [
        policy('', inbound('<include-fragment fragment-id="f" />')),
        fragment('f', '<set-backend-service backend-id="b" />'),
      ],
    ],
    [
      'a language model policy',
      [
        policy(
          '',
          inbound(
            '<azure-openai-semantic-cache-lookup score-threshold="0.8" embeddings-backend-id="b" embeddings-backend-auth="system-assigned" />',
          ),
        ),
      ],
    ],
    [
      'a variable',
      [
        policy(
          '',
          inbound(
            '<set-variable name="n" value="b" />',
            '<set-backend-service backend-id="@((string)context.Variables["n"])" />'.replaceAll(
              '["n"]',
              '[&quot;n&quot;]',
            ),
          ),
        ),
      ],
    ],
  ])('counts in full where %s names it', (_, more) => {
    expect(judged([ofVault, ...more])).toContain(RELIES);
  });

  it('a pool that nobody names leaves its members unreferenced', () => {
    expect(judged([pool('all', 'b'), ofVault])).toEqual(['warn UNREFERENCED kv-prod westeurope']);
  });

  it('and does not stand in the way of the flag', () => {
    const subject = subjectOf([apim(), vault, ofVault], {
      findings: { 'gateway-dependencies': { status: 'warn', items: [] } },
    });
    expect(trustedAccessDisabled.check(subject).map(lineOf)).toEqual(['warn FLAG_NOT_SET apim-prod']);
  });
});

describe('a revision that is not current is at worst a warning', () => {
  const old = api('orders;rev=2', undefined, { isCurrent: false, apiRevision: '2' });

  it.each([
    ['fails', inbound(calls), ['warn OTHER_REVISION kv-prod westeurope']],
    ['cannot be told', inbound(sendRequest('@(Find())')), ['warn OTHER_REVISION policy']],
    ['cannot be read as a policy', '<policies><inbound>', ['warn OTHER_REVISION policy']],
  ])('whose call %s', (_, value, expected) => {
    expect(judged([api('orders'), old, policy('apis/orders;rev=2', value)])).toEqual(expected);
  });

  it('whose policy may not be read', () => {
    const denied = policy('apis/orders;rev=2', inbound());
    expect(judged([api('orders'), old, denied], { denied: [denied.id] })).toEqual(['warn OTHER_REVISION policy']);
  });

  it('whose service URL is a vault', () => {
    const url = api('orders;rev=2', URL_OF_VAULT, { isCurrent: false, apiRevision: '2' });
    expect(judged([api('orders'), url, policy('apis/orders;rev=2', inbound(managedIdentity()))])).toEqual([
      'warn OTHER_REVISION kv-prod westeurope',
    ]);
  });

  it('counts in full where the same call stands in a current one', () => {
    expect(
      judged([api('orders'), old, policy('apis/orders;rev=2', inbound(calls)), policy('apis/orders', inbound(calls))]),
    ).toEqual([RELIES]);
  });

  it('counts in full where a fragment is used by both', () => {
    const include = inbound('<include-fragment fragment-id="f" />');
    expect(
      judged([
        api('orders'),
        old,
        policy('apis/orders;rev=2', include),
        policy('apis/orders', include),
        fragment('f', calls),
      ]),
    ).toEqual([RELIES]);
  });

  it('the current revision under its number counts in full', () => {
    expect(
      judged([api('orders', undefined, { apiRevision: '3' }), policy('apis/orders;rev=3', inbound(calls))]),
    ).toEqual([RELIES]);
  });
});

describe('a call of a workspace', () => {
  const workspace = resource(`${APIM}/workspaces/team`, { properties: {} });
  const inTeam = (...statements: readonly string[]) => policy('workspaces/team/apis/x', inbound(...statements));

  it('with the managed identity, with a way and without', () => {
    expect(judged([workspace, inTeam(calls)])).toEqual([RELIES]);
    const open = sendRequest('https://kv-open.vault.azure.net/x');
    expect(judged([workspace, keyVault('kv-open'), inTeam(open)])).toEqual([
      'warn WORKSPACE_IDENTITY kv-open westeurope',
    ]);
  });

  it('with a key', () => {
    const storage = storageAccount('stprod', { bypass: 'AzureServices' });
    expect(
      judged([workspace, storage, inTeam(sendRequest('https://stprod.blob.core.windows.net/c?sig=x', ''))]),
    ).toEqual(['fail outage G-NO-PATH stprod westeurope']);
    expect(
      judged([
        workspace,
        storageAccount('stprod'),
        inTeam(sendRequest('https://stprod.blob.core.windows.net/c?sig=x', '')),
      ]),
    ).toEqual(['fail outage G-NO-PATH stprod westeurope']);
  });

  it('that cannot be told', () => {
    expect(judged([workspace, inTeam(sendRequest('@(Find())'))])).toEqual(['unknown EXPRESSION_URL policy']);
    expect(judged([workspace, inTeam(sendRequest('@(Find())', ''))])).toEqual(['warn UNRESOLVED_NO_IDENTITY policy']);
  });

  it('with a named value, a backend and a fragment of its own', () => {
    const own = (path: string, properties: Record<string, string | boolean>) =>
      resource(`${APIM}/workspaces/team/${path}`, { properties });
    const more = [
      own('backends/b', { url: 'https://{{host}}/', protocol: 'http' }),
      own('namedValues/host', { displayName: 'host', secret: false, value: 'kv-prod.vault.azure.net' }),
      namedValue('host', 'kv-other.vault.azure.net'),
      own('policyFragments/f', { format: 'xml', value: '<fragment><set-backend-service backend-id="b" /></fragment>' }),
    ];
    expect(judged([workspace, ...more, inTeam('<include-fragment fragment-id="f" />')])).toEqual([
      'fail outage G-NO-PATH kv-prod westeurope',
    ]);
  });

  it('whose lists may not be read are unknown, each for itself', () => {
    expect(judged([workspace], { denied: [`${APIM}/workspaces/team/backends`] })).toEqual([
      'unknown FORBIDDEN backends',
    ]);
    expect(judged([workspace], { denied: [`${APIM}/workspaces`] })).toContain('unknown FORBIDDEN workspaces');
  });

  it('its key vault references count', async () => {
    const reference = { ...keyVaultNamedValue('secret', 'kv-prod'), id: `${APIM}/workspaces/team/namedValues/secret` };
    const report = await judge([apim(), workspace, reference, vault]);
    expect(lines(report, 'key-vault-trusted-services')).toEqual(['pass kv-prod']);
  });
});

describe('each self-hosted gateway adds an item for each firewalled dependency of the APIs that it serves', () => {
  const serving = (name: string) => [
    resource(`${APIM}/gateways/${name}`, { properties: {} }),
    resource(`${APIM}/gateways/${name}/apis/orders`, { properties: {} }),
  ];
  const gateways = [api('orders'), ...serving('a'), ...serving('b')];

  it('two gateways and two dependencies give four', () => {
    const storage = storageAccount('stprod', { bypass: 'AzureServices' });
    const both = policy('', inbound(calls, sendRequest('https://stprod.blob.core.windows.net/x')));
    expect(judged([...gateways, storage, both]).filter((line) => line.includes('SELF_HOSTED'))).toEqual([
      'warn SELF_HOSTED_EGRESS kv-prod gateways/a',
      'warn SELF_HOSTED_EGRESS kv-prod gateways/b',
      'warn SELF_HOSTED_EGRESS stprod gateways/a',
      'warn SELF_HOSTED_EGRESS stprod gateways/b',
    ]);
  });

  it('none for an API that it does not serve, and one where its list is unread', () => {
    const elsewhere = [...gateways, api('billing'), policy('apis/billing', inbound(calls))];
    expect(judged(elsewhere)).toEqual([RELIES]);
    expect(judged(elsewhere, { denied: [`${APIM}/gateways/a/apis`] })).toContain(
      'warn SELF_HOSTED_EGRESS kv-prod gateways/a',
    );
  });

  it('also on a tier that nobody knows', () => {
    const unknown = apim({}, { sku: { name: 'Ultra', capacity: 1 } });
    const found = gatewayDependencies
      .check(subjectOf([unknown, vault, ...gateways, policy('', inbound(calls))]))
      .map(lineOf);
    expect(found).toContain('warn SELF_HOSTED_EGRESS kv-prod gateways/a');
  });

  it('one that has a way from Azure still gives one', () => {
    const admitted = keyVault('kv-prod', firewall({ ipRules: [{ value: '20.50.1.1' }] }));
    const found = gatewayDependencies
      .check(subjectOf([apim(), admitted, ...gateways, policy('', inbound(calls))]))
      .map(lineOf);
    expect(found.filter((line) => line.startsWith('warn'))).toHaveLength(2);
    expect(found).toContain('pass kv-prod westeurope');
  });

  it('an open one gives none', () => {
    const found = gatewayDependencies
      .check(subjectOf([apim(), keyVault(), ...gateways, policy('', inbound(calls))]))
      .map(lineOf);
    expect(found).toEqual(['pass kv-prod westeurope']);
  });

  it('unread, with something firewalled, is unknown', () => {
    expect(judged([api('orders'), policy('', inbound(calls))], { denied: [`${APIM}/gateways`] })).toEqual([
      RELIES,
      'unknown FORBIDDEN gateways',
    ]);
  });
});

describe('items and what is unread', () => {
  it('one item for each target and location, however many calls', () => {
    const twice = apim({ additionalLocations: [{ location: 'North Europe', publicIPAddresses: ['20.50.2.2'] }] });
    const many = ['a', 'b', 'c'].map((name) => policy(`apis/${name}`, inbound(calls, calls)));
    const found = gatewayDependencies.check(subjectOf([twice, vault, ...many])).map(lineOf);
    expect(found.toSorted()).toEqual(['fail outage G-RELIES kv-prod northeurope', RELIES]);
  });

  it.each(['allPolicies', 'apis', 'backends', 'loggers', 'workspaces'])(
    'a list that may not be read is unknown by its own id: %s',
    (list) => {
      expect(judged([policy('apis/a', inbound())], { denied: [`${APIM}/${list}`] })).toContain(
        `unknown FORBIDDEN ${list}`,
      );
    },
  );

  it('a list of named values that may not be read matters where one is used', () => {
    const uses = policy('', inbound(sendRequest('https://{{host}}/')));
    expect(judged([uses], { denied: [`${APIM}/namedValues`] })[0]).toMatch(/^unknown FORBIDDEN/);
  });

  it('a policy under a denied prefix is listed, and 403 when read', async () => {
    const report = await judge([apim(), api('orders'), policy('apis/orders', inbound(calls)), vault], {
      denied: [`${APIM}/apis/orders/policies`],
    });
    expect(lines(report, 'gateway-dependencies')).toEqual(['unknown FORBIDDEN policy']);
  });

  it('a fragment that is not there is unknown', () => {
    expect(judged([policy('', inbound('<include-fragment fragment-id="gone" />'))])).toEqual([
      'unknown NOT_FOUND gone',
    ]);
  });

  it('no dependency and everything read is one pass', () => {
    expect(judged([api('orders', 'https://api.example.com'), policy('', inbound())])).toEqual([
      'pass NO_DEPENDENCIES apim-prod',
    ]);
  });

  it('reason stands on every item that is no plain pass', () => {
    const items = gatewayDependencies.check(
      subjectOf([apim(), vault, ofVault, policy('', inbound(calls, sendRequest('@(Find())')))]),
    );
    for (const { status, reason } of items) expect(status === 'pass' || reason !== undefined).toBe(true);
  });
});
