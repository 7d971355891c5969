import fc from 'fast-check';
import { ACTIVITY_BUDGET, sizeOf } from '../../cards/card-size.ts';
import type { CardMessage } from '../../cards/elements.ts';
import { readinessCard } from '../../cards/readiness-card.ts';
import { titleOf } from '../../cards/wording.ts';
import type { Finding, Report } from '../../src/model/finding.ts';
import { render, say } from '../../src/model/text.ts';
import type { Assessment } from '../../src/readiness/assessor.ts';
import { activityOf, nodesOf, parserComplaints, visibleText } from '../support/card-parser.ts';
import { assessment, finding, INSTANCE, item, oneOfEach, report, titles } from '../support/report.ts';
import { armId } from '../support/resources.ts';
import { believable, contractTitles } from '../support/sample-cards.ts';

const view = { locale: 'en-GB', timeZone: 'UTC' };

function cardOf(reports: readonly Report[], rest: Partial<Assessment> = {}, month?: string): CardMessage {
  return readinessCard({
    assessment: assessment(reports, rest),
    requirements: [...titles, ...contractTitles],
    month,
    view,
  });
}

const textsOf = (message: CardMessage) =>
  nodesOf(message.card).flatMap((node) => (typeof node.text === 'string' ? [node.text] : []));
const buttonsOf = (message: CardMessage) =>
  nodesOf(message.card).filter((node) => String(node.type).startsWith('Action.') && node.type !== 'Action.Submit');

describe('the answer', () => {
  it('is the first thing on the card, in words', () => {
    expect(textsOf(cardOf([oneOfEach]))[0]).toBe(
      '❌ apim-prod is not ready: trusted access stopped on 15 March 2026 \\(252 days ago\\), 2 of 5 requirements unmet, 1 could not be seen',
    );
  });

  it('is followed by the requirements, worst first, each with symbol and word', () => {
    const statuses = textsOf(cardOf([oneOfEach])).flatMap((text) => /^(\S+ \*\*[^*]+\*\*)/.exec(text)?.[1] ?? []);

    expect(statuses).toEqual([
      '❌ **Not met \\(outage\\)**',
      '❔ **Could not see**',
      '❌ **Not met \\(unsupported\\)**',
      '⚠️ **Worth a look**',
      '✅ **Met**',
      '➖ **Does not apply**',
    ]);
  });

  it('tells when it was checked, as whom, and what was read', () => {
    const texts = textsOf(cardOf([oneOfEach])).map((text) => text.replace(/\\/g, ''));

    expect(texts).toContain("Checked 22 November 2026 at 10:03 UTC as the bot's identity (Reader)");
    expect(texts).toContain('Read: 12 policies · 3 backends · 1 logger · 9 named values · certificates not read');
  });

  it('says so when it was judged for another day than that of the reading', () => {
    const texts = textsOf(cardOf([oneOfEach], { today: '2026-02-03' }));

    expect(texts).toContain('Judged as if today were 3 February 2026 \\(UTC\\)');
    expect(texts[0]).toContain('will stop on 15 March 2026 \\(in 40 days\\)');
  });

  it('shows the notes of the report', () => {
    const noted = report(oneOfEach.findings, {
      notes: [say('Azure reports the state {state}.', { state: 'Updating' })],
    });

    expect(textsOf(cardOf([noted]))).toContain('Azure reports the state Updating.');
  });
});

describe('a requirement that is not met', () => {
  const message = cardOf([report([finding('outage', item('fail', { location: 'westeurope' }))])]);

  it('links to the page of that very resource and to the documentation', () => {
    expect(textsOf(message)).toContain(
      '[Fix: Admit the subnet of the gateway to kv-prod](https://portal.azure.com/#@99999999-9999-4999-8999-999999999999/resource/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-secrets/providers/Microsoft.KeyVault/vaults/kv-prod/networking) · [Documentation](https://learn.microsoft.com/azure/key-vault/general/network-security)',
    );
  });

  it('shows the commands when asked, in fixed width and to the letter', () => {
    const runs = nodesOf(message.card).filter((node) => node.type === 'TextRun');

    expect(runs).toMatchObject([
      {
        fontType: 'Monospace',
        text: 'az keyvault show -n kv-prod --query "properties.networkAcls"\naz keyvault network-rule add -n kv-prod',
      },
    ]);
    expect(buttonsOf(message)[0]).toMatchObject({ type: 'Action.ToggleVisibility', title: 'Show the fix' });
  });

  it('leads with the location unless the message names it', () => {
    expect(textsOf(message)).toContain('westeurope: kv-prod admits the gateway by the trusted-services bypass alone.');
  });

  it('counts and names what is not told in full', () => {
    const many = Array.from({ length: 13 }, (_, index) =>
      item('fail', { subject: armId(`Microsoft.KeyVault/vaults/kv-${index}`), message: say('No way.') }),
    );
    const texts = textsOf(cardOf([report([finding('outage', ...many)])]));

    expect(texts).toContain('kv-0: No way.');
    expect(texts).toContain('and 12 more: kv-1, kv-2, kv-3, kv-4, kv-5, …');
  });

  it('names the further places of one and the same resource', () => {
    const places = ['westeurope', 'northeurope', 'francecentral'].map((location) => item('fail', { location }));

    expect(textsOf(cardOf([report([finding('outage', ...places)])]))).toContain(
      'and 2 more: northeurope, francecentral',
    );
  });

  it('counts further items of one resource in one place without a name', () => {
    expect(textsOf(cardOf([report([finding('outage', item('fail'), item('warn'))])]))).toContain('and 1 more');
  });

  it('does not count items that are fine', () => {
    const texts = textsOf(cardOf([report([finding('outage', item('fail'), item('pass'), item('not-applicable'))])]));

    expect(texts.join()).not.toContain('more');
  });
});

describe('a requirement that could not be seen', () => {
  it('says why, and offers no fix', () => {
    const message = cardOf([report([finding('unseen', item('unknown', { reason: 'FORBIDDEN' }))])]);

    expect(textsOf(message)).toContain('Reader is missing here.');
    expect(buttonsOf(message)[0]).toMatchObject({ title: 'Show what was seen' });
    expect(visibleText(message)).not.toContain('Fix:');
  });
});

describe('requirements that are met', () => {
  it('are one quiet line until somebody wants to see them', () => {
    const message = cardOf([
      report([finding('met', item('pass')), finding('worth', item('pass'))], { verdict: 'ready' }),
    ]);
    const hidden = nodesOf(message.card).find((node) => node.id === 'met-0');

    expect(textsOf(message)).toContain('✅ 2 met');
    expect(hidden).toMatchObject({ isVisible: false });
  });
});

describe('the buttons', () => {
  it('check the same instance again, for the month that was asked for', () => {
    const [again] = nodesOf(cardOf([oneOfEach], {}, '2026-03').card).filter((node) => node.type === 'Action.Execute');

    expect(again).toMatchObject({
      title: 'Check again',
      data: { verb: 'check', instance: INSTANCE.id, month: '2026-03' },
    });
  });

  it('carry no month when none was asked for', () => {
    const [again] = nodesOf(cardOf([oneOfEach]).card).filter((node) => node.type === 'Action.Execute');

    expect(again?.data).toMatchObject({ verb: 'check', instance: INSTANCE.id });
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
    expect(visibleText(message)).toContain('Fix:');
    expect(visibleText(message)).toContain('and 49 more');
  });

  it('still shows the commands with 50 items in one requirement', () => {
    const message = cardOf([report([finding('outage', ...crowd(50)), ...believable.slice(1)])]);

    expect(sizeOf(activityOf(message))).toBeLessThanOrEqual(ACTIVITY_BUDGET);
    expect(visibleText(message)).toContain('az keyvault network-rule add');
  });

  it('never leaves out a requirement that needs attention, however much there is', () => {
    const words = fc.string({ minLength: 1, maxLength: 3000, unit: 'grapheme' });
    const status = fc.constantFrom('fail', 'unknown', 'warn', 'pass', 'not-applicable' as const);
    const anyFinding = fc
      .tuple(
        fc.integer({ min: 0, max: contractTitles.length - 1 }),
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
          contractTitles[index]?.id ?? '',
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
            const title = render(titleOf(one.requirement, one.status, contractTitles));
            const settled = one.status === 'pass' || one.status === 'not-applicable';
            if (!settled) expect(shown).toContain(title.slice(0, 60));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
