import { ACTIVITY_BUDGET, sizeOf } from '../../cards/parts/card-size.ts';
import { summaryCard } from '../../cards/summary-card.ts';
import { everything } from '../../src/model/scope.ts';
import { say } from '../../src/model/text.ts';
import type { SummaryMessage } from '../../src/reminders/rules/summary-message.ts';
import { activityOf, nodesOf, parserComplaints, visibleText } from '../support/card-parser.ts';
import { view } from '../support/sample-cards.ts';
import { sampleSummary, summary } from '../support/sample-reminder-cards.ts';

const portal = { cloud: 'public', tenantId: undefined } as const;
const card = (message: SummaryMessage, form: 'drawn' | 'told' | 'short' = 'told') =>
  summaryCard({ message, form, portal, view });

/** What a client makes of elements that it does not know. */
function fallenBack(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fallenBack);
  if (typeof value !== 'object' || value === null) return value;
  const { type, fallback } = value as { type?: unknown; fallback?: unknown };
  if (typeof type === 'string' && type.startsWith('Chart.')) return fallback;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fallenBack(member)]));
}

describe('the charts of a summary', () => {
  const drawn = sampleSummary('drawn', view);

  it('are a donut and a line', () => {
    const charts = nodesOf(drawn.card).filter(({ type }) => String(type).startsWith('Chart.'));

    expect(charts.map(({ type }) => type)).toEqual(['Chart.Donut', 'Chart.Line']);
  });

  it('leave a client that draws none with the very card in words', () => {
    expect(fallenBack(drawn.card)).toEqual(sampleSummary('told', view).card);
  });

  it('are all that the parser does not know', () => {
    expect(parserComplaints(drawn.card)).toEqual([
      expect.stringContaining('"Chart.Donut". Fallback'),
      expect.stringContaining('"Chart.Line". Fallback'),
    ]);
  });

  it('fit every client too', () => {
    expect(sizeOf(activityOf(drawn))).toBeLessThanOrEqual(ACTIVITY_BUDGET);
  });

  it('name in their legends how many they show', () => {
    const donut = nodesOf(drawn.card).find(({ type }) => type === 'Chart.Donut');
    const data = donut?.data as readonly { legend: string; value: number }[];

    expect(data.map(({ legend }) => legend)).toEqual([
      '3 not ready',
      '1 undecided',
      '2 need action',
      '12 ready',
      '2 not checked yet',
    ]);
    expect(data.every(({ legend, value }) => legend.startsWith(`${value} `))).toBe(true);
  });

  it('say in words the shares, and the first and the last day of the trend', () => {
    const words = visibleText(card(summary));

    expect(words).toContain(
      'Shares: 15% not ready, 5% undecided, 10% in need of action, 60% ready, 10% not checked yet',
    );
    expect(words).toMatch(/8 on 25 October 2026, .*12 on 23 November 2026/);
  });

  it('draw no line through a single day', () => {
    const trend = summary.trend.slice(-1);

    expect(nodesOf(card({ ...summary, trend }, 'drawn').card).some(({ type }) => type === 'Chart.Line')).toBe(false);
  });

  it('draw nothing of nothing', () => {
    const counts = { ready: 0, 'action-needed': 0, 'not-ready': 0, undecided: 0, unchecked: 0 };
    const none = card({ ...summary, total: 0, counts, trend: [], pressing: [], waived: [] }, 'drawn');

    expect(visibleText(none)).toContain('No instance is in scope.');
    expect(parserComplaints(none.card)).toEqual([]);
  });
});

describe('a summary', () => {
  it('says that nothing has changed, once there was one before', () => {
    const changes = { fixed: [], new: [], worse: [] };

    expect(visibleText(card({ ...summary, changes }))).toContain('Nothing has changed since 16 November 2026.');
    expect(visibleText(card({ ...summary, changes, since: undefined }))).not.toContain('changed');
  });

  it('names each change with its instance, what got worse first', () => {
    const lines = visibleText(card(summary)).split('\n');
    const at = (start: string) => lines.findIndex((line) => line.startsWith(start));

    expect(at('**Worse**: apim-prod')).toBeGreaterThan(0);
    expect(at('**New**: apim-partner')).toBeGreaterThan(at('**Worse**'));
    expect(at('**Fixed**: apim-dev')).toBeGreaterThan(at('**New**'));
  });

  it('links each of those that matter most to the portal', () => {
    for (const { instance } of summary.pressing) {
      expect(visibleText(card(summary))).toContain(
        `[${instance.name}](https://portal.azure.com/#resource${instance.id}/overview)`,
      );
    }
  });

  it('checks them below, so that it stays what it is', () => {
    const checks = nodesOf(card(summary).card).filter(
      ({ type, verb }) => type === 'Action.Execute' && verb === 'check',
    );

    expect(checks).toHaveLength(5);
    for (const { data } of checks) expect(data).toMatchObject({ place: 'new' });
  });

  it('keeps a waiver in sight in its shortest form', () => {
    expect(visibleText(card(summary, 'short'))).toContain('1 waived');
  });

  it('is much smaller in its short form, and still says how many', () => {
    expect(sizeOf(card(summary, 'short').card)).toBeLessThan(sizeOf(card(summary).card) / 2);
    expect(visibleText(card(summary, 'short'))).toContain('3 not ready');
  });

  it.each(['drawn', 'told'] as const)('fits when everything has changed and has long names (%s)', (form) => {
    const title = say('{title}', { title: 'x'.repeat(300) });
    const many = Array.from({ length: 200 }, (_, index) => ({ instance: `apim-${'y'.repeat(40)}-${index}`, title }));
    const [first] = summary.pressing;
    const crowded = card(
      {
        ...summary,
        changes: { fixed: many, new: many, worse: many },
        pressing: Array.from({ length: 5 }, () => first).filter((one) => one !== undefined),
        waived: many.map(({ instance }) => ({
          instance,
          requirement: 'network-rules',
          title,
          by: { id: '29:a', name: 'z'.repeat(100) },
          until: '2026-12-31',
          reason: 'w'.repeat(500),
        })),
      },
      form,
    );

    expect(sizeOf(activityOf(crowded))).toBeLessThanOrEqual(ACTIVITY_BUDGET);
    expect(visibleText(crowded)).toContain('200 waived');
    const asked = nodesOf(crowded.card).flatMap(({ type, data }) => (type === 'Action.Execute' ? [data] : []));
    expect(asked).toContainEqual({
      kind: 'changes',
      since: summary.since?.slice(0, 10),
      scope: everything,
      place: 'new',
    });
    expect(asked).toContainEqual({ kind: 'waivers', place: 'new' });
  });

  it.each([
    [{ kind: 'all' }, {}],
    [{ kind: 'subscription', subscriptionId: 's1' }, { where: [{ by: 'subscription', value: 's1' }] }],
    [{ kind: 'tag', tag: 'env', value: 'prod' }, { where: [{ by: 'tag', key: 'env', value: 'prod' }] }],
  ] as const)('leads to everything in %j that needs somebody', (scope, about) => {
    const message = { ...summary, because: { ...summary.because, scope } };
    const asked = nodesOf(card(message).card).flatMap(({ type, data }) => (type === 'Action.Execute' ? [data] : []));

    expect(asked).toContainEqual({ kind: 'fleet', scope: { ...everything, ...about }, only: 'unmet', place: 'new' });
  });

  it('shows names of strangers as they are', () => {
    const instance = 'apim](https://evil.example)*';
    const changes = { fixed: [], new: [{ instance, title: say('Something') }], worse: [] };

    expect(visibleText(card({ ...summary, changes }))).toContain('apim\\]\\(https:\\/\\/evil.example\\)\\*');
  });
});
