/** The promises of `check` to scripts: exit statuses, stdout and stderr, names, months and days. Rules: docs/rules.md#exit-status, docs/rules.md#estate-file. */
import type { Day } from '../../src/model/days.ts';
import type { Report, Verdict } from '../../src/model/finding.ts';
import { retirements } from '../../src/model/retirement.ts';
import { type Assessment, AzureUnreachable, type DiscoveredInstance } from '../../src/readiness/assessor.ts';
import { selectReports } from '../../src/readiness/which-retirements.ts';
import { CHECK_USAGE, checkArguments } from '../../src/terminal/check-arguments.ts';
import { checkCommand } from '../../src/terminal/check-command.ts';
import { statusOf } from '../../src/terminal/exit-status.ts';
import { check } from '../support/command-line.ts';
import { APIM, apim, armId, FLAG, keyVaultNamedValue, resource, SUBSCRIPTION, TENANT } from '../support/resources.ts';

const ready = apim({ customProperties: { [FLAG]: 'True' } });
const named = (id: string, properties = {}) => ({
  ...apim({ customProperties: { [FLAG]: 'True' }, ...properties }),
  id,
});
const DAY = ['--today', '2026-11-22'];

interface Document {
  readonly checkedAt: string;
  readonly today: Day;
  readonly reports: readonly { readonly instance: { readonly name: string }; readonly verdict: string }[];
}

describe('the exit status of check', () => {
  it('is 0 when everything is ready', async () => {
    const { status, out, err } = await check(['apim-prod', '--json', ...DAY], { resources: [ready] });

    expect(JSON.parse(out).reports[0].verdict).toBe('ready');
    expect(status).toBe(0);
    expect(err).toBe('');
  });

  it('is 2 when something could not be decided', async () => {
    const { status, out } = await check(['apim-prod', '--json'], {
      resources: [ready, keyVaultNamedValue('secret', 'kv-hidden')],
    });

    expect(JSON.parse(out).reports[0].verdict).toBe('undecided');
    expect(status).toBe(2);
  });

  it('is 66 with an empty stdout for a name that is not there, also with --json', async () => {
    const { status, out, err } = await check(['apim-nope', '--json'], { resources: [ready] });

    expect({ status, out }).toEqual({ status: 66, out: '' });
    expect(err).toContain('apim-nope');
  });

  it('is 66 for --all where no instance can be seen', async () => {
    expect(await check(['--all', '--json'], { resources: [ready], denied: [APIM] })).toMatchObject({
      status: 66,
      out: '',
    });
  });

  it('is 69 with an empty stdout when the instances cannot be listed after retries', async () => {
    const { status, out, err } = await check(['apim-prod', '--json'], {
      resources: [ready],
      faults: [{ kind: '500', match: ({ kql }) => kql?.includes('microsoft.apimanagement/service') === true }],
    });

    expect({ status, out }).toEqual({ status: 69, out: '' });
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('stays 0 when listing the instances works at the second attempt', async () => {
    const { status } = await check(['apim-prod', '--json'], {
      resources: [ready],
      faults: [
        { kind: '500', times: 1, match: ({ kql }) => kql?.includes('microsoft.apimanagement/service') === true },
      ],
    });

    expect(status).toBe(0);
  });

  it.each(['403', '404', '500', 'malformed'] as const)(
    'is 2 with every finding unknown when the own GET of a found instance fails with %s',
    async (kind) => {
      const { status, out } = await check(['apim-prod', '--json'], {
        resources: [ready],
        faults: [{ kind, match: ({ path }) => path.toLowerCase() === APIM.toLowerCase() }],
      });
      const [report, ...more] = JSON.parse(out).reports;

      expect(status).toBe(2);
      expect(more).toEqual([]);
      expect(report.verdict).toBe('undecided');
      expect(report.findings.map((finding: { status: string }) => finding.status)).toEqual(
        report.findings.map(() => 'unknown'),
      );
      expect(report.scanned).toEqual({
        policies: null,
        backends: null,
        loggers: null,
        namedValues: null,
        certificates: null,
      });
    },
  );

  it.each([
    ['neither a name nor --all', []],
    ['both a name and --all', ['apim-prod', '--all']],
    ['a month that is none', ['apim-prod', '--for', '2026-13']],
    ['a month without its zero', ['apim-prod', '--for', '2026-3']],
    ['a month that has nothing', ['apim-prod', '--for', '2020-01']],
    ['a day that does not exist', ['apim-prod', '--today', '2026-02-30']],
    ['a day without its zeros', ['apim-prod', '--today', '2026-2-3']],
    ['an option that is not known', ['apim-prod', '--fast']],
    ['an option without its value', ['apim-prod', '--for']],
  ])('is 64 with an empty stdout for %s, also with --json', async (_, words) => {
    const { status, out, err } = await check(['--json', ...words], { resources: [ready] });

    expect({ status, out }).toEqual({ status: 64, out: '' });
    expect(err).not.toBe('');
  });

  it('names the months that are known when none fits', async () => {
    expect((await check(['apim-prod', '--for', '2020-01'], { resources: [ready] })).err).toContain('2026-03');
  });

  it.each<[readonly Verdict[], number]>([
    [['ready', 'ready'], 0],
    [['ready', 'undecided'], 2],
    [['undecided', 'action-needed'], 1],
    [['not-ready', 'undecided'], 1],
    [['ready', 'action-needed'], 1],
  ])('over the verdicts %j is %i', async (verdicts, expected) => {
    expect((await injectedCheck(['--all', '--json'], verdicts)).status).toBe(expected);
  });

  it('is neither 0, 1 nor 2 for a fault of our own', async () => {
    const { status, out, err } = await injectedCheck(['--all'], [], new TypeError('x is not a function'));

    expect({ status, out }).toEqual({ status: 70, out: '' });
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('is 69 when the listing says that Azure is out of reach', async () => {
    expect((await injectedCheck(['--all'], [], new AzureUnreachable('Azure did not answer.'))).status).toBe(69);
  });
});

/** Runs `check` over instances whose verdicts are given. */
async function injectedCheck(words: readonly string[], verdicts: readonly Verdict[], broken?: Error) {
  const written = { out: '', err: '' };
  const output = {
    out: (text: string) => {
      written.out += text;
    },
    err: (text: string) => {
      written.err += text;
    },
    width: 100,
    color: false,
  };
  const instances = verdicts.map(
    (_, index): DiscoveredInstance => ({
      id: armId(`Microsoft.ApiManagement/service/apim-${index}`),
      name: `apim-${index}`,
      resourceGroup: 'rg-api',
      subscriptionId: SUBSCRIPTION,
      location: 'westeurope',
      sku: 'Premium',
      tenantId: TENANT,
      subscriptionName: undefined,
      tags: {},
    }),
  );
  const status = await statusOf(CHECK_USAGE, output, () =>
    checkCommand(checkArguments(words), {
      assessor: {
        instances: async () => {
          if (broken !== undefined) throw broken;
          return instances;
        },
        assess: async (instance): Promise<Assessment> => ({
          checkedAt: '2026-11-22T10:00:00.000Z',
          today: '2026-11-22' as const,
          restsOn: [],
          checkedAs: 'a test',
          partial: false,
          reports: [reportOf('2026-03-15', verdicts[instances.indexOf(instance)] ?? 'ready', instance)],
        }),
        changesBehind: async () => ({ changes: [] }),
        known: () => undefined,
      },
      requirements: [],
      retirements,
      output,
    }),
  );
  return { status, ...written };
}

function reportOf(effective: Day, verdict: Verdict, instance?: DiscoveredInstance): Report {
  const { id = APIM, name = 'apim-prod' } = instance ?? {};
  return {
    instance: {
      id,
      name,
      resourceGroup: 'rg-api',
      subscriptionId: SUBSCRIPTION,
      location: 'westeurope',
      sku: 'Premium',
    },
    retirement: `of-${effective}`,
    effective,
    verdict,
    scanned: { policies: null, backends: null, loggers: null, namedValues: null, certificates: null },
    notes: [],
    findings: [],
  };
}

describe('the names that check takes', () => {
  const other = named(armId('Microsoft.ApiManagement/service/apim-prod', 'rg-other'));

  it.each([
    ['a name in another case', 'APIM-Prod'],
    ['a resource group and a name', 'RG-API/apim-prod'],
    ['an ARM id in another case', APIM.toUpperCase()],
    ['an ARM id with resourcegroups', APIM.replace('resourceGroups', 'resourcegroups')],
  ])('finds an instance by %s', async (_, name) => {
    const { status, out } = await check([name, '--json'], { resources: [ready] });

    expect(status).toBe(0);
    expect(JSON.parse(out).reports[0].instance.id).toBe(APIM);
  });

  it('tells the ids of several of one name on stderr', async () => {
    const { status, out, err } = await check(['apim-prod', '--json'], { resources: [ready, other] });

    expect({ status, out }).toEqual({ status: 64, out: '' });
    expect(err).toContain(APIM);
    expect(err).toContain(other.id);
  });

  it('tells several of one name apart by their group', async () => {
    const { out } = await check(['rg-other/apim-prod', '--json'], { resources: [ready, other] });

    expect(JSON.parse(out).reports[0].instance.id).toBe(other.id);
  });

  it('reports every instance with --all in one document', async () => {
    const { status, out } = await check(['--all', '--json', ...DAY], { resources: [ready, other] });
    const document = JSON.parse(out) as Document;

    expect(status).toBe(0);
    expect(document.reports.map(({ instance }) => instance.name)).toEqual(['apim-prod', 'apim-prod']);
  });
});

describe('the JSON of check', () => {
  it('holds the real instant, and the day that was assumed', async () => {
    const before = Date.now();
    const document = JSON.parse((await check(['apim-prod', '--json', ...DAY], { resources: [ready] })).out) as Document;

    expect(document.today).toBe('2026-11-22');
    expect(Date.parse(document.checkedAt)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(document.checkedAt)).toBeLessThanOrEqual(Date.now());
  });

  it('lists the findings in the order of the requirements, with reasons, impacts and fixes where they belong', async () => {
    const { out } = await check(['apim-prod', '--json', ...DAY], {
      resources: [apim(), keyVaultNamedValue('secret', 'kv-hidden', { lastStatus: { code: 'AccessDenied' } })],
    });
    const [report] = JSON.parse(out).reports;
    const ids = report.findings.map((finding: { requirement: string }) => finding.requirement);

    expect(ids).toEqual(ORDER);
    for (const finding of report.findings) {
      expect('impact' in finding).toBe(finding.status === 'fail');
      expect(finding.items.length).toBeGreaterThan(0);
      for (const item of finding.items) {
        expect('impact' in item).toBe(item.status === 'fail');
        if (item.status !== 'pass') expect(item.reason).toBeDefined();
        if (item.status === 'fail' || item.status === 'warn') expect(item.fix).toBeDefined();
        expect(item.message).not.toMatch(/\{\w+\}/);
      }
    }
  });

  it('notes a provisioning state that is not Succeeded, which changes no status', async () => {
    const resources = [apim({ customProperties: { [FLAG]: 'True' }, provisioningState: 'Updating' })];
    const { status, out } = await check(['apim-prod', '--json', ...DAY], { resources });
    const [report] = JSON.parse(out).reports;

    expect(status).toBe(0);
    expect(report.notes).toEqual([expect.stringContaining('Updating')]);
  });
});

const ORDER = [
  'gateway-dependencies',
  'trusted-access-disabled',
  'advisor-recommendation',
  'key-vault-identity',
  'key-vault-permission',
  'key-vault-trusted-services',
  'key-vault-network-access',
  'key-vault-client-addresses',
  'key-vault-refresh',
  'subnet-key-vault-endpoint',
  'outbound-key-vault',
  'outbound-entra-id',
  'network-rules',
  'forced-tunnelling',
  'network-status',
];

describe('the wording around 15 March 2026', () => {
  it.each([
    ['2026-02-03', 'Microsoft withdraws trusted access on 15 March 2026 (in 40 days)'],
    ['2026-03-13', 'Microsoft withdraws trusted access on 15 March 2026 (in 2 days)'],
    ['2026-03-14', 'Microsoft withdraws trusted access on 15 March 2026 (in 1 day)'],
    ['2026-03-15', 'Microsoft withdraws trusted access today, 15 March 2026'],
    ['2026-03-16', 'Microsoft withdrew trusted access on 15 March 2026 (1 day ago)'],
    ['2026-11-22', 'Microsoft withdrew trusted access on 15 March 2026 (252 days ago)'],
  ])('on %s says %s', async (today, words) => {
    const { out } = await check(['apim-prod', '--json', '--today', today], { resources: [apim()] });
    const [report] = JSON.parse(out).reports;
    const finding = report.findings.find(
      (one: { requirement: string }) => one.requirement === 'trusted-access-disabled',
    );

    expect(finding.items[0].message).toContain(words);
  });

  it('says no past tense about trusted access anywhere before the day', async () => {
    const resources = [
      apim(),
      resource(`${APIM}/policies/policy`, {
        properties: {
          format: 'xml',
          value:
            '<policies><inbound><send-request><set-url>https://kv-prod.vault.azure.net/secrets/a</set-url><authentication-managed-identity resource="https://vault.azure.net" /></send-request></inbound></policies>',
        },
      }),
      resource(armId('Microsoft.KeyVault/vaults/kv-prod'), {
        location: 'westeurope',
        properties: { networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' } },
      }),
    ];
    const { out } = await check(['apim-prod', '--today', '2026-03-14'], { resources });

    expect(out).not.toMatch(/\b(stopped|withdrew|ago)\b/);
    expect(out).toContain('Microsoft withdraws trusted access on 15 March 2026 (in 1 day)');
  });
});

describe('which retirements --for means', () => {
  const effective = (reports: readonly Report[]) => reports.map((report) => report.effective);
  const today = '2026-11-22';

  it('takes those of the month first, then earlier ones that are not ready, newest first', () => {
    const reports = [
      reportOf('2025-10-31', 'undecided'),
      reportOf('2026-03-15', 'not-ready'),
      reportOf('2027-03-15', 'ready'),
      reportOf('2027-04-01', 'not-ready'),
    ];

    expect(effective(selectReports(reports, today, '2027-03'))).toEqual(['2027-03-15', '2026-03-15', '2025-10-31']);
  });

  it.each([
    ['2026-08-24', true],
    ['2026-08-23', false],
  ] as const)('of those that are ready keeps what is at most 90 days old: %s %s', (day, kept) => {
    expect(selectReports([reportOf(day, 'ready')], today, '2026-12')).toHaveLength(kept ? 1 : 0);
  });

  it('takes the month itself however old and ready it is', () => {
    expect(effective(selectReports([reportOf('2020-03-15', 'ready')], today, '2020-03'))).toEqual(['2020-03-15']);
  });

  it('without a month takes the newest past one that needs work', () => {
    const reports = [
      reportOf('2025-10-31', 'not-ready'),
      reportOf('2026-03-15', 'action-needed'),
      reportOf('2026-09-01', 'undecided'),
      reportOf('2027-03-15', 'not-ready'),
    ];

    expect(effective(selectReports(reports, today))).toEqual(['2026-03-15']);
  });

  it('counts a retirement of this very day as past', () => {
    const reports = [reportOf(today, 'not-ready'), reportOf('2026-12-01', 'ready')];

    expect(effective(selectReports(reports, today))).toEqual([today]);
  });

  it('else takes the next one ahead', () => {
    const reports = [
      reportOf('2026-03-15', 'undecided'),
      reportOf('2027-03-15', 'not-ready'),
      reportOf('2027-01-15', 'ready'),
    ];

    expect(effective(selectReports(reports, today))).toEqual(['2027-01-15']);
  });

  it('else the latest past one', () => {
    const reports = [reportOf('2025-10-31', 'ready'), reportOf('2026-03-15', 'undecided')];

    expect(effective(selectReports(reports, today))).toEqual(['2026-03-15']);
  });
});
