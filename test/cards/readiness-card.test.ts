import fc from 'fast-check';
import { ACTIVITY_BUDGET, sizeOf } from '../../cards/parts/card-size.ts';
import type { CardMessage } from '../../cards/parts/elements.ts';
import { readinessCard } from '../../cards/readiness-card.ts';
import { titleOf } from '../../cards/wording/status.ts';
import type { Finding, Report } from '../../src/model/finding.ts';
import { render, say } from '../../src/model/text.ts';
import type { Assessment } from '../../src/readiness/assessor.ts';
import { activityOf, nodesOf, parserComplaints, visibleText } from '../support/card-parser.ts';
import { assessment, finding, INSTANCE, item, oneOfEach, report, titles } from '../support/report.ts';
import { armId } from '../support/resources.ts';
import { believable, sampleTitles } from '../support/sample-cards.ts';

const view = { locale: 'en-GB', timeZone: 'UTC' };

function cardOf(reports: readonly Report[], rest: Partial<Assessment> = {}, month?: string): CardMessage {
  return readinessCard({
    assessment: assessment(reports, rest),
    requirements: [...titles, ...sampleTitles],
    month,
    view,
  });
}

const textsOf = (message: CardMessage) =>
  nodesOf(message.card).flatMap((node) => (typeof node.text === 'string' ? [node.text] : []));
const buttonsOf = (message: CardMessage) =>
  nodesOf(message.card).filter((node) => String(node.type).startsWith('Action.') && node.type !== 'Action.Submit');

const plain = (message: CardMessage) => textsOf(message).map((text) => text.replace(/\\/g, ''));
const VAULT_PAGE =
  'https://portal.azure.com/#@99999999-9999-4999-8999-999999999999/resource/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-secrets/providers/Microsoft.KeyVault/vaults/kv-prod/networking';

describe('the answer', () => {
  it('is the first thing on the card: the verdict, what is broken in a line, and since when', () => {
    expect(plain(cardOf([oneOfEach])).slice(0, 3)).toEqual([
      '❌ apim-prod is not ready',
      'Calls of the gateway have no way to an Azure service',
      'Microsoft withdrew trusted access on 15 March 2026 (252 days ago)',
    ]);
  });

  it('has every requirement in one line under what its status means, worst first, what is met behind a button', () => {
    const lines = plain(cardOf([oneOfEach])).filter((text) =>
      /^(#|▾|\S+ (Outage|Could|Unsup|Worth|Met|Does)\S*:? )/u.test(text),
    );

    expect(lines.map((line) => line.replace(/ · \[Fix.*$/, ''))).toEqual([
      '❌ Outage: **kv-prod** · key vault',
      '❌ Outage: calls or features stop working',
      '#5 Calls of the gateway have no way to an Azure service',
      '❓ Could not see: not decided, never counted as met',
      '#4 How the last reads from the key vaults went is not known',
      '❌ Unsupported: asked for; nothing stops by it alone',
      '#3 A key vault has no supported network access option',
      '▾ ✅ 1 met · ⚠️ 1 worth a look · 🔵 1 does not apply',
      '⚠️ Worth a look: changes no verdict',
      '#2 Trusted access is not switched off, though nothing needs it',
      '✅ Met: #1 The subnet may reach AzureKeyVault',
      '🔵 Does not apply: #6 Forced tunnelling does not cut the control plane',
    ]);
  });

  it('says where the instance is, with every region that was judged, and links to its page', () => {
    const place = { subscription: 'Contoso Production', link: 'https://portal.azure.com/#resource/x' };
    const elsewhere = finding('outage', item('fail', { location: 'northeurope' }));
    const { card } = readinessCard({
      assessment: assessment([report([elsewhere])]),
      requirements: titles,
      place,
      view,
    });

    expect(JSON.stringify(card)).toContain(
      'Contoso Production · [rg-api](https://portal.azure.com/#resource/x) · Premium · westeurope, northeurope',
    );
  });

  it('tells when it was checked, as whom, and what was read', () => {
    const texts = plain(cardOf([oneOfEach]));

    expect(texts).toContain("Checked 22 November 2026 at 10:03 UTC as the bot's identity (Reader)");
    expect(texts).toContain('Read: 12 policies, 3 backends, 1 logger, 9 named values, certificates not read');
  });

  it('says so when it was judged for another day than that of the reading', () => {
    const texts = plain(cardOf([oneOfEach], { today: '2026-02-03' })).join('\n');

    expect(texts).toContain('Judged as if today were 3 February 2026 (UTC)');
    expect(texts).toContain('Microsoft withdraws trusted access on 15 March 2026 (in 40 days)');
  });

  it('shows the notes of the report', () => {
    const noted = report(oneOfEach.findings, {
      notes: [say('Azure reports the state {state}.', { state: 'Updating' })],
    });

    expect(textsOf(cardOf([noted]))).toContain('Azure reports the state Updating.');
  });
});

describe('a cause on the card', () => {
  it('is told once, with who is hit, what hangs on it and the page of that very resource', () => {
    const hits = [say('API orders'), say('Logger audit'), say('Named value erp')];
    const findings = [
      finding('outage', item('fail', { location: 'westeurope', hits })),
      finding('unsupported', item('fail', { impact: 'unsupported', location: 'northeurope' })),
    ];

    const texts = plain(cardOf([report(findings)]));

    expect(texts.filter((text) => text.includes('**kv-prod**'))).toEqual(['❌ Outage: **kv-prod** · key vault']);
    expect(texts).toContain(`API orders, Logger audit and 1 more · all regions · breaks #1, #2 · [Fix](${VAULT_PAGE})`);
  });

  it('says what is wrong where nobody is named', () => {
    const unseen = finding('unseen', item('unknown', { reason: 'FORBIDDEN' }));

    expect(plain(cardOf([report([unseen], { verdict: 'undecided' })]))).toContain(
      'Reader is missing here · concerns #1',
    );
  });

  it('is in view among the first three; the others unfold', () => {
    const vaults = Array.from({ length: 5 }, (_, index) =>
      item('fail', { subject: armId(`Microsoft.KeyVault/vaults/kv-${index}`) }),
    );
    const message = cardOf([report([finding('outage', ...vaults)])]);
    const folded = nodesOf(message.card).find((node) => node.id === 'causes-0');

    expect(folded).toMatchObject({ isVisible: false });
    expect(JSON.stringify(folded)).toMatch(/kv-3.*kv-4/);
    expect(buttonsOf(message).find(({ title }) => title === '▾ Show 2 more')).toMatchObject({
      type: 'Action.ToggleVisibility',
      targetElements: ['causes-0'],
    });
  });
});

describe('the buttons', () => {
  it('check the same instance again, for the month that was asked for', () => {
    const again = buttonsOf(cardOf([oneOfEach], {}, '2026-03')).find(({ verb }) => verb === 'check');

    expect(again).toMatchObject({
      title: 'Check again',
      data: { kind: 'check', instance: INSTANCE.id, month: '2026-03' },
    });
  });

  it('are one that matters most and three others', () => {
    const { actions } = cardOf([oneOfEach]).card;

    expect(actions?.map(({ title }) => title)).toEqual(['Fix plan', 'Why', 'Check again', 'More']);
    expect(actions?.filter((action) => 'style' in action)).toHaveLength(1);
  });

  it('ask to check access again where something may not be read', () => {
    const unseen = finding('unseen', item('unknown', { reason: 'FORBIDDEN' }));
    const { actions } = cardOf([report([unseen], { verdict: 'undecided' })]).card;

    expect(actions?.map(({ title }) => title)).toEqual(['Fix plan', 'Why', 'Check access again', 'More']);
  });

  it('leave the answer where it is: only a new check takes its place', () => {
    const executed = buttonsOf(cardOf([oneOfEach])).filter(({ type }) => type === 'Action.Execute');

    expect(executed.filter(({ data }) => (data as { place?: string }).place !== 'new').map(({ verb }) => verb)).toEqual(
      ['check'],
    );
  });

  it('carry no month when none was asked for', () => {
    const again = buttonsOf(cardOf([oneOfEach])).find(({ verb }) => verb === 'check');

    expect(again?.data).toMatchObject({ kind: 'check', instance: INSTANCE.id });
    expect(again?.data).not.toHaveProperty('month');
  });

  it('do not offer to check again while the check still runs, and the card says that it does', () => {
    const message = cardOf([oneOfEach], { partial: true });

    expect(nodesOf(message.card).filter((node) => node.type === 'Action.Execute')).toEqual([]);
    expect(visibleText(message)).toContain('The policies are still being searched.');
  });
});

describe('several retirements', () => {
  it('each have their verdict, the first one being the answer', () => {
    const later = report(oneOfEach.findings, {
      retirement: 'something-else',
      effective: '2026-01-01',
      verdict: 'ready',
    });
    const message = cardOf([oneOfEach, later]);

    expect(message.summary).toContain('trusted access stopped on 15 March 2026');
    expect(textsOf(message).filter((text) => /apim-prod is/.test(text))).toHaveLength(2);
    expect(parserComplaints(message.card)).toEqual([]);
  });

  it('of which none is known give a sentence', () => {
    expect(cardOf([], {}, '2031-06').summary).toBe('No retirement is known for June 2031.');
  });
});

describe('foreign text', () => {
  it('is never read as Markdown, as a mention or as a link', () => {
    const evil = '[click](https://evil.example) <at>all</at> **x**';
    const message = cardOf([
      report(
        [
          finding(
            'outage',
            item('fail', {
              subject: `/subscriptions/1/resourceGroups/rg/providers/a.b/c/${evil}`,
              message: say('{evil} is odd', { evil }),
              evidence: [{ resource: evil, property: evil, observed: evil, expected: evil }],
            }),
          ),
        ],
        { instance: { ...INSTANCE, name: evil, resourceGroup: evil }, notes: [say('{evil}', { evil })] },
      ),
    ]);
    const blocks = nodesOf(message.card).filter((node) => node.type === 'TextBlock');

    for (const { text } of blocks) {
      expect(String(text)).not.toMatch(/<at>|https:\/\/evil|(?<!\\)\]\(https:\/\/evil/);
    }
  });

  it('cannot bring a link of its own', () => {
    const fix = { title: say('Go'), portal: 'https://evil.example/', docs: 'javascript:alert(1)', command: 'az' };
    const message = cardOf([report([finding('outage', item('fail', { fix }))])]);

    expect(JSON.stringify(message.card)).not.toMatch(/evil|javascript/);
  });
});

describe('the size', () => {
  const crowd = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      item('fail', {
        subject: armId(`Microsoft.KeyVault/vaults/kv-with-a-long-name-${index}`),
        location: 'westeurope',
      }),
    );

  it('stays within the budget with 50 items in each of 14 requirements', () => {
    const crowded = believable.map((one) => finding(one.requirement, ...crowd(50)));
    const message = cardOf([report(crowded)]);

    expect(sizeOf(activityOf(message))).toBeLessThanOrEqual(ACTIVITY_BUDGET);
    expect(visibleText(message)).toContain('45 more under “Why”');
  });

  it('never leaves out a requirement that needs attention, however much there is', () => {
    const words = fc.string({ minLength: 1, maxLength: 3000, unit: 'grapheme' });
    const status = fc.constantFrom('fail', 'unknown', 'warn', 'pass', 'not-applicable' as const);
    const anyFinding = fc
      .tuple(
        fc.integer({ min: 0, max: sampleTitles.length - 1 }),
        fc.array(status, { minLength: 1, maxLength: 50 }),
        words,
      )
      .map(([index, statuses, word]): Finding => {
        const message = say('{word}', { word });
        const fix = {
          title: message,
          portal: 'https://portal.azure.com/',
          docs: 'https://learn.microsoft.com/',
          command: word,
        };
        return finding(
          sampleTitles[index]?.id ?? '',
          ...statuses.map((one) => item(one, { subject: word, message, ...(one === 'fail' ? { fix } : {}) })),
        );
      });
    fc.assert(
      fc.property(
        fc.uniqueArray(anyFinding, { maxLength: 14, selector: (one) => one.requirement }),
        words,
        (findings, name) => {
          const message = cardOf([report(findings, { instance: { ...INSTANCE, name } }), report(findings)]);
          expect(sizeOf(activityOf(message))).toBeLessThanOrEqual(ACTIVITY_BUDGET);
          expect(parserComplaints(message.card)).toEqual([]);
          const shown = visibleText(message);
          for (const one of findings) {
            const title = render(titleOf(one.requirement, one.status, sampleTitles));
            const settled = one.status === 'pass' || one.status === 'not-applicable';
            if (!settled) expect(shown).toContain(title.slice(0, 60));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
