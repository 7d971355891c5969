/** What is live beside an answer: numbers and changes, each read once, and never a reason for a better verdict. */
import { failed, ok } from '../../src/model/estate.ts';
import type { Report } from '../../src/model/finding.ts';
import { render } from '../../src/model/text.ts';
import type { AzureSource } from '../../src/readiness/azure-source.ts';
import { readLive } from '../../src/readiness/read-live.ts';
import { finding, item, report } from '../support/report.ts';
import { changedAt } from '../support/resource-changes.ts';
import { APIM, armId } from '../support/resources.ts';

const VAULT = armId('Microsoft.KeyVault/vaults/kv-prod', 'rg-secrets');
const OTHER = armId('Microsoft.KeyVault/vaults/kv-other', 'rg-secrets');

const change = (resource: string, day: number) => changedAt(resource, `2026-11-${day}T10:00:00Z`);

/** The reports with what is live, and what was asked for it. */
async function live(reports: readonly Report[], answers: Partial<AzureSource['changeLog'] & AzureSource> = {}) {
  const asked: string[] = [];
  const parts = {
    azure: {
      metrics: async (...[question, { priority }]: Parameters<AzureSource['metrics']>) => {
        asked.push(`${question.metrics[0]} ${priority()}`);
        return ok([]);
      },
      changeLog: {
        behind: async () => ({ changes: [] }),
        recent: async (resources: readonly string[], priority: string) => {
          asked.push(`changes of ${resources.map((id) => id.split('/').at(-1)).join()} ${priority}`);
          return ok([]);
        },
        ...answers,
      },
      ...answers,
    },
    cloud: 'public' as const,
    clock: { instant: () => '2026-11-28T10:30:00.000Z' as const },
  };
  const [first, ...others] = await readLive(parts, reports, { tenantId: undefined }, 'fleet');
  if (first === undefined) throw new Error('the report is gone');
  return { first, others, asked };
}

const notesOf = ({ notes }: Report) => notes.map((note) => render(note));

describe('what is asked of Azure', () => {
  it('are the numbers of what is called and the changes to what is unmet, each once, as urgently as the answer', async () => {
    const open = report([
      finding('gateway-dependencies', item('fail'), item('unknown'), item('pass', { subject: OTHER })),
    ]);

    expect((await live([open, open])).asked.toSorted()).toEqual([
      'Requests fleet',
      'ServiceApiResult fleet',
      'ServiceApiResult fleet',
      'changes of kv-prod fleet',
    ]);
  });

  it('is nothing where all is met and nothing is called', async () => {
    expect((await live([report([finding('a', item('pass'))])])).asked).toEqual([]);
  });
});

describe('the changes beside an answer', () => {
  const all = [10, 11, 12, 13].map((day) => change(VAULT, day));
  const recent = async () => ok([...all, change(OTHER, 14)]);

  it('are the latest three to what each open item rests on, none beside what is met or rests on nothing that changed', async () => {
    const before = report([
      finding('a', item('fail'), item('unknown', { subject: APIM, evidence: [] }), item('pass', { subject: OTHER })),
    ]);
    const { first } = await live([before], { recent });

    expect(first.findings[0]?.items.map(({ changes }) => changes?.map(({ at }) => at.slice(8, 10)))).toEqual([
      ['13', '12', '11'],
      undefined,
      undefined,
    ]);
    expect(first.findings[0]?.items.map((one) => 'changes' in one)).toEqual([true, false, false]);
    expect(notesOf(first)).toEqual([]);
  });

  it.each<[string, AzureSource['changeLog']['recent'], string]>([
    ['could not be read', async () => failed('FORBIDDEN'), 'FORBIDDEN'],
    ['broke down', () => Promise.reject(new TypeError('x')), 'READ_FAILED'],
  ])('that %s are told once, in the first report, and nothing is judged by that', async (_, broken, reason) => {
    const before = report([finding('a', item('fail'))]);
    const { first, others } = await live([before, before], { recent: broken });

    expect(notesOf(first)).toEqual([
      `Azure did not show who changed what (${reason}). Nothing that was judged depends on it.`,
    ]);
    expect(others).toEqual([before]);
    expect(first.findings).toEqual(before.findings);
  });
});

it('numbers that broke down are told in a note, and nothing is judged by that', async () => {
  const before = report([finding('gateway-dependencies', item('unknown'))]);
  const { first } = await live([before], { metrics: () => Promise.reject(new TypeError('x')) });

  expect(notesOf(first)).toEqual([
    'Azure Monitor did not show the numbers of kv-prod, apim-prod (READ_FAILED). Nothing that was judged depends on them.',
  ]);
  expect(first.findings).toEqual(before.findings);
});
