import { say } from '../../src/model/text.ts';
import { causesOf } from '../../src/readiness/causes.ts';
import { finding, INSTANCE, item, report } from '../support/report.ts';
import { armId } from '../support/resources.ts';

const STORAGE = armId('Microsoft.Storage/storageAccounts/stinvoices', 'rg-data');
const SUBNET = armId('Microsoft.Network/virtualNetworks/vnet/subnets/snet', 'rg-network');
const called = item('fail', { subject: STORAGE, location: 'westeurope', hits: [say('API orders')] });

describe('causesOf', () => {
  it('tells a thing once, whatever requirements it breaks and however its id is written', () => {
    const [cause, ...others] = causesOf(
      report([
        finding('gateway-dependencies', called, { ...called, subject: STORAGE.toUpperCase(), location: 'northeurope' }),
        finding('key-vault-network-access', item('fail', { subject: STORAGE, impact: 'unsupported' })),
      ]),
    );

    expect(others).toEqual([]);
    expect(cause).toMatchObject({
      thing: STORAGE,
      status: 'fail',
      impact: 'outage',
      requirements: ['gateway-dependencies', 'key-vault-network-access'],
      locations: ['westeurope', 'northeurope'],
      hits: [say('API orders')],
    });
    expect(cause?.items).toHaveLength(3);
  });

  it('puts a requirement that only follows from another with its causes, and never alone beside them', () => {
    const follower = item('fail', { subject: INSTANCE.id, impact: 'unsupported', follows: 'gateway-dependencies' });
    const flag = finding('trusted-access-disabled', follower);

    expect(
      causesOf(report([finding('gateway-dependencies', called), flag])).map(({ requirements }) => requirements),
    ).toEqual([['gateway-dependencies', 'trusted-access-disabled']]);
    expect(causesOf(report([flag])).map(({ requirements }) => requirements)).toEqual([['trusted-access-disabled']]);
  });

  it('tells a missing permission by what may not be read, whatever was to be judged with it', () => {
    const unseen = { reason: 'FORBIDDEN' as const };
    const vault = item('unknown', {
      ...unseen,
      evidence: [{ resource: SUBNET, property: 'GET', observed: 'FORBIDDEN' }],
    });
    const causes = causesOf(
      report([
        finding('key-vault-network-access', vault),
        finding('outbound-key-vault', item('unknown', { ...unseen, subject: SUBNET })),
      ]),
    );

    expect(causes.map(({ thing, requirements }) => [thing, requirements])).toEqual([
      [SUBNET, ['key-vault-network-access', 'outbound-key-vault']],
    ]);
  });

  it('tells different troubles of the instance itself apart', () => {
    const advisor = item('warn', { subject: INSTANCE.id, reason: 'A-ADVISOR' });
    const identity = item('fail', { about: INSTANCE.id, reason: 'SYSTEM_IDENTITY_DISABLED' });

    expect(causesOf(report([finding('a', advisor), finding('b', identity)])).map(({ reason }) => reason)).toEqual([
      'SYSTEM_IDENTITY_DISABLED',
      'A-ADVISOR',
    ]);
  });

  it('stands worst first, and leaves out what is met or does not apply', () => {
    const things = (['pass', 'warn', 'unknown', 'not-applicable', 'fail'] as const).map((status) =>
      finding(status, item(status, { subject: armId(`Microsoft.KeyVault/vaults/${status}`) })),
    );

    expect(causesOf(report(things)).map(({ status }) => status)).toEqual(['fail', 'unknown', 'warn']);
  });
});
