/** No failure of Azure's may look like "ready". docs/rules.md#statuses: a read that failed, a page that was cut, is never a pass. CI alone runs it. */

import { readConfig } from '../../src/app/config.ts';
import { assessorOverEstate, type ConnectedAssessor } from '../../src/app/connected-assessor.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Report } from '../../src/model/finding.ts';
import type { DiscoveredInstance } from '../../src/readiness/assessor.ts';
import type { Fault } from '../../src/simulator/faults.ts';
import type { LoggedRequest } from '../../src/simulator/request-log.ts';
import { pauselessClock } from '../support/clock.ts';
import { IMPATIENT } from '../support/command-line.ts';
import { healthy, healthyByDetours } from '../support/healthy.ts';
import { TENANT } from '../support/resources.ts';

/** Every way in which a read fails. */
const EVERY = ['429', '500', '403', '404', 'cut', 'malformed', 'empty-page'] as const;

interface Case {
  readonly name: string;
  readonly resources: readonly ArmResource[];
  readonly kinds: readonly Fault['kind'][];
  /**
   * Reads that only add to what others prove: a record that Resource Graph does not show is asked for by its id, the zone
   * groups of a private endpoint matter only where no linked zone leads to it, and a proven private endpoint is enough
   * whatever the rules for public access are. Gateways of the network matter only where no fresh, healthy network status
   * shows that the control plane is reached.
   */
  readonly doubled: readonly RegExp[];
}

const CASES: readonly Case[] = [
  {
    name: 'with a virtual network rule, a private endpoint, policies and a logger',
    resources: healthy,
    kinds: EVERY,
    doubled: [
      /^dnsresources/,
      /\/pe-stprod\/privateDnsZoneGroups /,
      /^resources\n\| where \(type =~ 'microsoft.network\/virtualnetworkgateways'[^\n]*\)\n\| project/,
    ],
  },
  {
    name: 'with a NAT gateway, a perimeter, a peered network and two locations',
    resources: healthyByDetours,
    kinds: ['500', '403', '404'],
    doubled: [/^dnsresources/, /\/pe-sb\/privateDnsZoneGroups /, /\/sb-prod\/networkRuleSets\/default /],
  },
];

const isSame = (a: LoggedRequest) => (b: LoggedRequest) =>
  a.path === b.path && a.kql === b.kql && JSON.stringify(a.query) === JSON.stringify(b.query);

const literals = (kql: string) => kql.match(/'[^']*'/g) ?? [];

/** The same read again, or a part of a query: one that breaks is asked in halves. */
const isPartOf = (whole: LoggedRequest) => (read: LoggedRequest) => {
  if (whole.kql === undefined || read.kql === undefined) return isSame(whole)(read);
  const known = new Set(literals(whole.kql));
  return read.table === whole.table && literals(read.kql).every((literal) => known.has(literal));
};

const nameOf = ({ path, kql, query }: LoggedRequest) => kql ?? `${path} ${JSON.stringify(query)}`;

describe.each(CASES)('every injected fault on every read of an instance $name', ({ resources, kinds, doubled }) => {
  let connected: ConnectedAssessor;
  let instance: DiscoveredInstance;
  /** One for each different request of an assessment that went well. */
  let reads: readonly LoggedRequest[];

  const assessUnder = async (faults: readonly Fault[]): Promise<Report> => {
    connected.setFaults?.(faults);
    const { reports } = await connected.assessor.assess(instance, { fresh: true });
    const [report] = reports;
    if (report === undefined) throw new Error('there is no report');
    return report;
  };

  const isDoubled = (read: LoggedRequest) => doubled.some((one) => one.test(nameOf(read)));
  /** What Azure says stands beside the judgement and is no part of it. */
  const isBeside = ({ table }: LoggedRequest) => table === 'servicehealthresources';

  /** Reads whose failure leaves the instance "ready" although nothing makes up for it. */
  const unnoticed = async (kind: Fault['kind'], among: readonly LoggedRequest[]) => {
    const found: string[] = [];
    for (const read of among) {
      const report = await assessUnder([{ kind, match: isPartOf(read) }]);
      if (isBeside(read)) {
        expect(report).toMatchObject({ verdict: 'ready', azureSays: { unread: ['service-health'] } });
      } else if (report.verdict === 'ready' && !isDoubled(read)) found.push(nameOf(read));
    }
    return found;
  };

  beforeAll(async () => {
    connected = await assessorOverEstate(JSON.stringify({ tenantId: TENANT, resources }), 'of the test', {
      config: readConfig({}),
      record: true,
      today: '2026-11-22',
      patience: { retry: IMPATIENT, clock: pauselessClock() },
    });
    const [found] = await connected.assessor.instances();
    if (found === undefined) throw new Error('there is no instance');
    instance = found;
    const before = connected.requests?.length ?? 0;
    const report = await assessUnder([]);
    expect(report.verdict).toBe('ready');
    const all = (connected.requests ?? []).slice(before);
    reads = all.filter((request, index) => all.findIndex(isSame(request)) === index);
  });

  afterAll(() => connected.stop());

  it('has reads of every kind to break', () => {
    const tables = new Set(reads.flatMap(({ table }) => table ?? []));

    expect([...tables].toSorted()).toEqual([
      'advisorresources',
      'dnsresources',
      'networkresources',
      'resources',
      'servicehealthresources',
    ]);
    expect(reads.filter(({ kql }) => kql === undefined).length).toBeGreaterThan(10);
    expect(reads.filter(isDoubled)).toHaveLength(doubled.length);
  });

  it.each(kinds)('leaves the verdict undecided or worse, never ready: %s', async (kind) => {
    expect(await unnoticed(kind, reads)).toEqual([]);
  });

  it('leaves the verdict undecided or worse, never ready: truncated', async () => {
    expect(
      await unnoticed(
        'truncated',
        reads.filter(({ kql }) => kql !== undefined),
      ),
    ).toEqual([]);
  });

  it('also where a record of a private zone is shown by neither of its two sources', async () => {
    const match = ({ table, path }: LoggedRequest) => table === 'dnsresources' || /\/A\/[^/]+$/i.test(path);

    expect((await assessUnder([{ kind: '500', match }])).verdict).not.toBe('ready');
  });

  it.each(['429', '500', 'cut', 'malformed'] as const)(
    'is harmless where %s goes away at the second attempt',
    async (kind) => {
      const match = ({ path }: LoggedRequest) => path.endsWith('/namedValues');

      expect((await assessUnder([{ kind, times: 1, match }])).verdict).toBe('ready');
    },
  );
});
