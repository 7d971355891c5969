import { say } from '../../src/model/text.ts';
import { calledServices, isAboutService } from '../../src/readiness/called-services.ts';
import { finding, INSTANCE, item, report } from '../support/report.ts';
import { armId } from '../support/resources.ts';

const VAULT = armId('Microsoft.KeyVault/vaults/kv-b', 'rg-secrets');
const BUS = armId('Microsoft.ServiceBus/namespaces/bus-a');
const calls = (...items: Parameters<typeof item>[]) =>
  finding('gateway-dependencies', ...items.map(([status, parts]) => item(status, parts)));

/** Each service in a line: kind, name, its worst status, and who calls it by what. */
function lines(...reports: Parameters<typeof calledServices>[0]) {
  return calledServices(reports).services.map(
    ({ kind, name, worst, callers }) =>
      `${kind} ${name} ${worst.status}: ${callers.map(({ instance, hits }) => `${instance} ${hits.map(({ template }) => template)}`).join('; ')}`,
  );
}

describe('the services that gateways call', () => {
  it('stand worst first, then by name, each once with its worst item', () => {
    const found = report([
      calls(
        ['pass', { subject: BUS }],
        ['pass', { subject: armId('Microsoft.Storage/storageAccounts/a') }],
        ['warn', { subject: VAULT }],
        ['fail', { subject: VAULT.toUpperCase(), hits: [say('API orders')] }],
      ),
    ]);

    expect(lines(found)).toEqual([
      'key-vault KV-B fail: apim-prod API orders',
      'storage a pass: apim-prod ',
      'service-bus bus-a pass: apim-prod ',
    ]);
  });

  it('are told with every instance that calls, each once with what calls', () => {
    const hit = { subject: VAULT, hits: [say('API orders')] };
    const one = report([calls(['pass', hit], ['pass', hit], ['pass', { subject: VAULT, hits: [say('API users')] }])]);
    const two = report([finding('key-vault-identity', item('pass', { subject: VAULT }))], {
      instance: { ...INSTANCE, name: 'apim-two' },
    });

    expect(lines(one, two)).toEqual(['key-vault kv-b pass: apim-prod API orders,API users; apim-two ']);
  });

  it.each([
    ['by its host', { subject: 'kv-b.vault.azure.net' }, ['key-vault kv-b pass: apim-prod ']],
    ['by its host in another cloud', { subject: 'kv-b.vault.azure.cn' }, ['key-vault kv-b pass: apim-prod ']],
    [
      'by its host in the US Government cloud',
      { subject: 'kv-b.vault.usgovcloudapi.net' },
      ['key-vault kv-b pass: apim-prod '],
    ],
    ['by what an item is about', { subject: INSTANCE.id, about: VAULT }, ['key-vault kv-b pass: apim-prod ']],
    [
      'by the subject before what an item is about',
      { subject: BUS, about: VAULT },
      ['service-bus bus-a pass: apim-prod '],
    ],
    ['not where it is none of the six', { subject: armId('Microsoft.Web/sites/site') }, []],
    ['not by any other host', { subject: 'example.com' }, []],
  ])('are found %s', (_, parts, expected) => {
    expect(lines(report([calls(['pass', parts])]))).toEqual(expected);
  });

  it('are those of calls and vaults, not what other requirements are about', () => {
    const others = ['network-rules', 'outbound-key-vault'].map((id) => finding(id, item('pass', { subject: VAULT })));

    expect(lines(report(others))).toEqual([]);
  });
});

describe('calls that could not be resolved', () => {
  it('are counted once each, among calls that are not known of nobody knows what', () => {
    const policy = armId('Microsoft.ApiManagement/service/apim-prod/policies/policy');
    const found = report([
      calls(
        ['unknown', { subject: policy }],
        ['unknown', { subject: policy.toUpperCase() }],
        ['unknown', { subject: VAULT }],
        ['unknown', { subject: BUS }],
        ['pass', { subject: `${policy}2` }],
      ),
      finding('key-vault-identity', ...['3', '4'].map((end) => item('unknown', { subject: `${policy}${end}` }))),
    ]);

    expect(calledServices([found, found]).unresolved).toBe(1);
  });
});

describe('a step about a service', () => {
  it.each([
    [VAULT, 'key-vault', true],
    [BUS, 'key-vault', false],
    ['nothing', 'key-vault', false],
    ['kv.vault.azure.net', 'key-vault', true],
  ] as const)('%s is about a %s: %s', (subject, kind, expected) => {
    expect(isAboutService(subject, kind)).toBe(expected);
  });
});
