import { ACTIVITY_BUDGET, sizeOf } from '../../cards/parts/card-size.ts';
import { safeLink } from '../../cards/wording/escape-markdown.ts';
import { statusSymbol } from '../../cards/wording/status.ts';
import { activityOf, nodesOf, parserComplaints, visibleText } from '../support/card-parser.ts';
import { sampleCards } from '../support/sample-cards.ts';

describe('the judge of cards', () => {
  it('complains about an element and an action that do not exist', () => {
    const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Txt' }], actions: [{ type: 'Action.Go' }] };

    expect(parserComplaints(card)).toHaveLength(2);
  });
});

/** Answers by the beginning of their names, and the kind of question that asks the same again. */
const OWN: readonly (readonly [string, string])[] = [
  ['readiness', 'check'],
  ['why', 'why'],
  ['evidence', 'evidence'],
  ['fix-plan', 'fix'],
  ['fleet', 'fleet'],
  ['what-if', 'what-if'],
  ['instances', 'ask'],
  ['retirements', 'ask'],
  ['readers', 'readers'],
  ['changes', 'changes'],
  ['summary-told', 'summary'],
  ['reminder-closing', 'check'],
  ['help', 'ask'],
  ['welcome', 'ask'],
  ['requirement', 'explain'],
];

describe.each(Object.entries(sampleCards))('the card %s', (name, message) => {
  const nodes = nodesOf(message.card);

  it('passes the parser of Adaptive Cards without a complaint', () => {
    expect(parserComplaints(message.card)).toEqual([]);
  });

  it('is small enough for every client, counted in UTF-16 with all that surrounds it', () => {
    expect(sizeOf(activityOf(message))).toBeLessThanOrEqual(ACTIVITY_BUDGET);
  });

  it('has version 1.5, words to speak, and a heading', () => {
    expect(message.card).toMatchObject({ version: '1.5', speak: message.summary });
    expect(nodes.filter((node) => node.style === 'heading').length).toBeGreaterThan(0);
  });

  it('wraps every paragraph', () => {
    const paragraphs = nodes.filter((node) => node.type === 'TextBlock');

    expect(paragraphs.filter((node) => node.wrap !== true)).toEqual([]);
  });

  it('links to the portal and to Microsoft Learn only', () => {
    const addresses = [
      ...nodes.flatMap((node) => (typeof node.url === 'string' ? [node.url] : [])),
      ...[...visibleText(message).matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? ''),
    ];

    expect(addresses.filter((address) => safeLink(address) === undefined)).toEqual([]);
  });

  it('says in words what a symbol says', () => {
    const words: Readonly<Record<string, RegExp>> = {
      [statusSymbol('pass')]: /\bmet\b|\bready\b/i,
      [statusSymbol('warn')]: /worth a look|needs? action|did not answer|broke/i,
      [statusSymbol('fail')]: /outage|unsupported|not met|not ready/i,
      [statusSymbol('unknown')]: /could not see|undecided|I can see no/i,
      [statusSymbol('not-applicable')]: /not apply/i,
    };
    const silent = Object.entries(words).flatMap(([symbol, word]) =>
      visibleText(message)
        .split('\n')
        .filter((line) => line.includes(symbol) && !word.test(line)),
    );

    expect(silent).toEqual([]);
  });

  it('sends the same data from a button, whether the client executes or submits', () => {
    const executed = nodes.filter((node) => node.type === 'Action.Execute');

    for (const button of executed) {
      expect(button.verb).toBe((button.data as { kind: string }).kind);
      expect(button.fallback).toEqual({ type: 'Action.Submit', title: button.title, data: button.data });
    }
  });

  it('is never destroyed by one of its buttons: what is not its own answer again stands below', () => {
    const own = OWN.find(([start]) => name.startsWith(start))?.[1];
    if (own === undefined) return;
    const onTheSpot = nodes
      .filter(({ type }) => type === 'Action.Execute')
      .map(({ data }) => data as { kind: string; place?: string; page?: number })
      .filter(({ place }) => place === undefined)
      .filter(({ kind, page }) => kind !== own && !(kind === 'ask' && page !== undefined));

    expect(onTheSpot).toEqual([]);
  });

  it('shows and hides only parts that exist, each of one name', () => {
    const ids = nodes.flatMap(({ type, id }) => (typeof type === 'string' && typeof id === 'string' ? [id] : []));
    const targets = nodes.flatMap((node) => (Array.isArray(node.targetElements) ? node.targetElements : []));

    expect(new Set(ids).size).toBe(ids.length);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  it('has a line for the notification and a plain answer that begins with it', () => {
    expect(message.summary).not.toBe('');
    expect(message.summary).not.toMatch(/[\n\\*]/);
    expect(message.text.startsWith(message.summary)).toBe(true);
  });
});

describe('the look of the cards', () => {
  it.each([
    'readiness-one-of-each',
    'choice',
    'unknown-instance',
    'unknown-month',
    'checking-progress',
    'error-azure',
    'reminder',
    'reminder-closing',
    'summary-told',
    'reminders-list',
    'reminder-form',
  ])('is kept for %s', (name) => {
    expect(sampleCards[name]).toMatchSnapshot();
  });
});
