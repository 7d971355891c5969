/** Which change stands behind which requirement. */
import { type Instant, instantAt } from '../../src/model/days.ts';
import type { Item } from '../../src/model/finding.ts';
import type { ResourceChange } from '../../src/model/resource-change.ts';
import { changesTo, createFoundations, resourcesBehind, resourcesOf } from '../../src/readiness/change-log.ts';
import type { Move } from '../../src/readiness/finding-changes.ts';
import { whoChanged } from '../../src/readiness/who-changed.ts';
import { samples } from '../support/changes.ts';
import { finding, item, report } from '../support/report.ts';
import { changedAt } from '../support/resource-changes.ts';
import { APIM, armId, SUBNET, VNET } from '../support/resources.ts';

const GROUP = armId('Microsoft.Network/networkSecurityGroups/nsg-apim');
const ZONE = armId('Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net');
const VAULT = armId('Microsoft.KeyVault/vaults/kv-other', 'rg-secrets');

const change = (resource: string, at: Instant = '2026-02-10T10:00:00.000Z') => changedAt(resource, at);
const moved = (requirement: string): Move => ({ requirement, kind: 'new', now: { status: 'fail', impact: 'outage' } });
const evidence = (resource: string) => [{ resource, property: 'p', observed: 'o' }];

describe('the changes behind what moved', () => {
  const open = finding(
    'outbound-key-vault',
    item('fail', { subject: SUBNET, evidence: evidence(GROUP) }),
    item('pass', { subject: VAULT, evidence: [] }),
  );
  const found = (...changes: readonly ResourceChange[]) =>
    whoChanged(report([open]), [moved('outbound-key-vault')], { changes });

  it('are those of what its open items name, the latest first and no more than three', () => {
    const all = [1, 2, 3, 4].map((day) => change(GROUP, instantAt(Date.UTC(2026, 1, day, 10))));
    expect(
      found(...all)
        .behind.get('outbound-key-vault')
        ?.map(({ at }) => at.slice(0, 10)),
    ).toEqual(['2026-02-04', '2026-02-03', '2026-02-02']);
  });

  it.each([
    ['the network of the subnet', VNET, true],
    ['the security group in another case', GROUP.toUpperCase(), true],
    ['the subnet itself', SUBNET, true],
    ['what only the met items name', VAULT, false],
    ['another resource', ZONE, false],
  ])('count those of %s', (_, resource, counts) => {
    const { behind, beside } = found(change(resource));
    expect(behind.has('outbound-key-vault')).toBe(counts);
    expect(beside).toHaveLength(counts ? 0 : 1);
  });
});

it('stand beside what moved where the report or the requirement is gone, and say why they may not be all', () => {
  const one = change(GROUP);
  const read = { changes: [one], unread: 'FORBIDDEN' } as const;

  for (const about of [undefined, report([])]) {
    expect(whoChanged(about, [moved('outbound-key-vault')], read)).toEqual({
      behind: new Map(),
      beside: [one],
      unread: 'FORBIDDEN',
    });
  }
  expect(whoChanged(undefined, [], { changes: [] })).not.toHaveProperty('unread');
});

it('are behind what could not be decided, too, and behind a warning or what is met only where nothing is open', () => {
  const [unseen, warned, kept] = [item('unknown', { subject: VAULT, evidence: [] }), item('warn'), item('pass')];

  expect(resourcesBehind({ items: [unseen, { ...warned, subject: SUBNET }, kept] })).toEqual([VAULT]);
  expect(resourcesOf({ items: [unseen, kept] })).toEqual([VAULT]);
  expect(resourcesOf({ items: [{ ...kept, subject: SUBNET, evidence: [] }] })).toEqual([VNET]);
});

it('of an item are those of whatever its fix names, too', () => {
  const fixed = item('fail', {
    subject: VAULT,
    evidence: [],
    fix: {
      title: { template: 'x', values: {} },
      portal: 'https://portal.azure.com',
      docs: 'https://learn.microsoft.com',
      changes: [{ kind: 'link-zone', zone: ZONE, network: VNET, name: 'l' }],
    },
  });
  expect(resourcesBehind({ items: [fixed] })).toEqual([VAULT, ZONE, VNET]);
});

it('of an item are those of what it is about, before those of its subject, and of what is no id none', () => {
  const { fix, ...rest } = item('fail', { subject: SUBNET, about: VAULT, evidence: [] });
  const changes = samples['add-security-rule'];

  expect(resourcesBehind({ items: [{ ...rest, fix: { ...fix, changes } } as Item] })).toEqual([
    VAULT,
    VNET,
    changes[0]?.group,
  ]);
});

it('what an instance rests on is bounded', () => {
  const foundations = createFoundations();
  for (let at = 0; at < 300; at += 1) foundations.add(armId(`Microsoft.KeyVault/vaults/kv-${at}`));
  expect(foundations.ids).toHaveLength(250);
});

it('what an instance rests on is what was seen of it and can be watched, each once', () => {
  const foundations = createFoundations();
  for (const id of [
    APIM,
    `${APIM}/apis/a/policies/policy`,
    SUBNET,
    VNET.toUpperCase(),
    `${ZONE}/virtualNetworkLinks/l`,
    '10.0.0.1',
    armId('Microsoft.Compute/virtualMachines/vm'),
  ])
    foundations.add(id);
  expect(foundations.ids.map((id) => id.toLowerCase())).toEqual(
    [APIM, VNET, `${ZONE}/virtualNetworkLinks/l`, ZONE].map((id) => id.toLowerCase()),
  );
  expect(changesTo(foundations.ids, [change(`${ZONE}/virtualNetworkLinks/another`)])).toHaveLength(1);
});
