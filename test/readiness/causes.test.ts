import { say } from '../../src/model/text.ts';
import { causesOf, kindOfThing } from '../../src/readiness/causes.ts';
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

  it('tells different troubles of anything else once', () => {
    const denied = item('fail', { subject: STORAGE, reason: 'NSG_DENY' });
    const unsupported = item('fail', { subject: STORAGE, reason: 'BYPASS_ONLY', impact: 'unsupported' });

    expect(causesOf(report([finding('a', denied, unsupported)])).map(({ reason }) => reason)).toEqual(['NSG_DENY']);
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
    expect(causesOf(report([finding('a', item('pass'))]))).toEqual([]);
  });
});

describe('what a cause tells of its items', () => {
  const at = (day: string) => ({ id: day, at: `${day}T00:00:00.000Z` }) as never;

  it('is each thing once, the newest change first, and the fix of the worst item that has one', () => {
    const fix = item('fail').fix;
    const [cause] = causesOf(
      report([
        finding(
          'a',
          item('unknown', { subject: STORAGE, numbers: [say('one')], changes: [at('2026-11-01'), at('2026-11-03')] }),
          item('warn', {
            subject: STORAGE,
            numbers: [say('one'), say('two')],
            changes: [at('2026-11-02'), at('2026-11-01')],
          }),
        ),
      ]),
    );

    expect(cause?.numbers.map(({ template }) => template)).toEqual(['one', 'two']);
    expect(cause?.changes.map(({ id }) => id)).toEqual(['2026-11-03', '2026-11-02', '2026-11-01']);
    expect(cause?.fix).toEqual(fix);
  });

  it('are no locations, changes, numbers and fix where no item has any', () => {
    const [cause] = causesOf(report([finding('a', item('unknown', { subject: STORAGE }))]));

    expect(cause).toMatchObject({ hits: [], numbers: [], changes: [], locations: [] });
    expect(Object.keys(cause ?? {})).not.toEqual(expect.arrayContaining(['fix']));
    expect(cause?.impact).toBeUndefined();
  });
});

it('the worst of a cause speaks for it, wherever it stands in the report', () => {
  const [cause] = causesOf(
    report([finding('a', item('warn', { subject: STORAGE })), finding('b', item('fail', { subject: STORAGE }))]),
  );
  expect([cause?.status, cause?.items.map(({ item: one }) => one.status)]).toEqual(['fail', ['fail', 'warn']]);
  expect(cause?.requirements).toEqual(['a', 'b']);
});

describe('the order of causes', () => {
  const thing = (name: string, status: 'fail' | 'warn' = 'fail') =>
    item(status, { subject: armId(`Microsoft.KeyVault/vaults/${name}`) });
  const names = (...findings: Parameters<typeof report>[0]) =>
    causesOf(report(findings)).map((one) => one.thing.split('/').at(-1));

  it('is by how bad they are, then by how much hangs on them, then by the report', () => {
    expect(names(finding('a', thing('one'), thing('two')), finding('b', thing('two')))).toEqual(['two', 'one']);
    expect(names(finding('a', thing('one', 'warn')), finding('b', thing('one', 'warn'), thing('two')))).toEqual([
      'two',
      'one',
    ]);
    expect(names(finding('a', thing('one')), finding('b', thing('two')))).toEqual(['one', 'two']);
    expect(names(finding('b', thing('two')), finding('a', thing('one')))).toEqual(['two', 'one']);
  });
});

describe('by what a cause is told', () => {
  const evidence = [
    { resource: STORAGE, property: 'p', observed: 'Deny' },
    { resource: SUBNET, property: 'GET', observed: 'FORBIDDEN' },
  ];

  it.each<[string, Parameters<typeof item>, string]>([
    ['what the item is about', ['unknown', { about: STORAGE, reason: 'FORBIDDEN', evidence }], STORAGE],
    ['what was not shown', ['unknown', { reason: 'FORBIDDEN', evidence }], SUBNET],
    ['the subject of another reason', ['unknown', { subject: STORAGE, reason: 'THROTTLED', evidence }], STORAGE],
    ['the subject of what fails', ['fail', { subject: STORAGE, reason: 'FORBIDDEN', evidence }], STORAGE],
    [
      'the subject where nothing is shown as refused',
      ['unknown', { subject: STORAGE, reason: 'NOT_FOUND', evidence }],
      STORAGE,
    ],
  ])('is %s', (_, parts, expected) => {
    expect(causesOf(report([finding('a', item(...parts))])).map((one) => one.thing)).toEqual([expected]);
  });

  it.each([
    [STORAGE, 'microsoft.storage/storageaccounts'],
    ['kv.vault.azure.net', 'host'],
  ])('%s is a %s', (thing, kind) => {
    expect(kindOfThing(thing)).toBe(kind);
  });
});

describe('a finding that follows from another', () => {
  const flag = (follows: string) => finding('flag', item('fail', { subject: INSTANCE.id, follows }));

  it('stands alone where the other is met, or only follows itself', () => {
    expect(causesOf(report([finding('a', item('pass')), flag('a')])).map((one) => one.requirements)).toEqual([
      ['flag'],
    ]);
    const circle = finding('a', item('fail', { subject: STORAGE, follows: 'flag' }));
    expect(causesOf(report([circle, flag('a')]))).toHaveLength(2);
  });

  it('stands before what comes later in the report, with the cause that it follows from', () => {
    const causes = causesOf(
      report([
        flag('c'),
        finding('a', item('fail', { subject: STORAGE })),
        finding('b', item('fail', { subject: STORAGE })),
        finding('c', item('fail', { subject: SUBNET })),
      ]),
    );
    expect(causes.map((one) => one.requirements)).toEqual([
      ['flag', 'c'],
      ['a', 'b'],
    ]);
  });

  it('stands with every cause of the other', () => {
    const two = finding('a', item('fail', { subject: STORAGE }), item('fail', { subject: SUBNET }));

    expect(causesOf(report([flag('a'), two])).map((one) => one.requirements)).toEqual([
      ['flag', 'a'],
      ['flag', 'a'],
    ]);
  });
});
