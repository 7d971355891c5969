import { checkingCard } from '../../cards/checking-card.ts';
import { choiceCard } from '../../cards/choice-card.ts';
import { emptyEstateCard } from '../../cards/empty-estate-card.ts';
import { errorCard } from '../../cards/error-card.ts';
import { helpCard } from '../../cards/help-card.ts';
import { instancesCard } from '../../cards/instances-card.ts';
import type { CardMessage } from '../../cards/parts/elements.ts';
import { suggestionCard } from '../../cards/suggestion-card.ts';
import { welcomeCard } from '../../cards/welcome-card.ts';
import { nodesOf, visibleText } from '../support/card-parser.ts';
import { discovered } from '../support/report.ts';

const view = { locale: 'en-GB', timeZone: 'UTC' };

/** What the buttons of a card ask, in order. */
const asked = (message: CardMessage) =>
  nodesOf(message.card).flatMap((node) => (node.type === 'Action.Execute' ? [node.data] : []));

/** What brings a list again. */
const again = { kind: 'ask', question: 'list all instances' } as const;

describe('checkingCard', () => {
  it('says at once what is being checked', () => {
    const message = checkingCard({ name: 'apim-prod', view });

    expect(message.summary).toBe('Checking apim-prod');
    expect(visibleText(message)).not.toContain('policies');
  });

  it.each([
    [{ scanned: 40, known: 220 }, 'Scanned 40 of 220 policies'],
    [{ scanned: 0, known: 0 }, 'Reading Azure'],
  ])('shows how far it is: %j', (progress, expected) => {
    expect(visibleText(checkingCard({ name: 'apim-prod', progress, view }))).toContain(expected);
  });
});

describe('choiceCard', () => {
  const instances = [
    discovered('apim', { resourceGroup: 'rg-a', subscriptionName: 'Contoso Production' }),
    discovered('apim', { resourceGroup: 'rg-b', subscriptionName: undefined }),
  ];
  const message = choiceCard({ name: 'apim', instances, month: '2026-03', again, view });

  it('tells instances of one name apart by subscription and resource group', () => {
    expect(visibleText(message)).toContain('Contoso Production · rg-a');
    expect(visibleText(message)).toContain('11111111-1111-4111-8111-111111111111 · rg-b');
  });

  it('has a button for each, which keeps the month', () => {
    expect(asked(message)).toEqual(
      instances.map((instance) => ({ kind: 'check', instance: instance.id, month: '2026-03' })),
    );
  });
});

describe('suggestionCard', () => {
  it('offers instances whose names are near', () => {
    const nearest = [discovered('apim-prod')];
    const message = suggestionCard({ kind: 'unknown-instance', name: 'apim-pord', nearest, view });

    expect(message.summary).toBe('I can see no instance called apim-pord');
    expect(visibleText(message)).toContain('Did you mean');
    expect(asked(message)[0]).toEqual({ kind: 'check', instance: nearest[0]?.id });
  });

  it('says that Reader may be missing when no name is near', () => {
    const message = suggestionCard({ kind: 'unknown-instance', name: 'zzz', nearest: [], view });

    expect(visibleText(message)).toContain('Reader may be missing');
    expect(asked(message)).toEqual([{ kind: 'list', scope: { names: [], where: [] } }]);
  });

  it('offers questions that work, four at most', () => {
    const examples = ['one?', 'two?', 'three?', 'four?', 'five?'];

    expect(asked(suggestionCard({ kind: 'not-understood', examples, view }))).toEqual(
      examples.slice(0, 4).map((question) => ({ kind: 'ask', question, place: 'new' })),
    );
  });

  it('names the months that are known, for the same instance', () => {
    const instance = discovered('apim-prod');
    const message = suggestionCard({ kind: 'unknown-month', month: '2031-06', known: ['2026-03'], instance, view });

    expect(message.summary).toBe('I know of nothing that retires in June 2031');
    expect(asked(message)).toEqual([{ kind: 'check', instance: instance.id, month: '2026-03' }]);
    expect(visibleText(message)).toContain('Check apim-prod for March 2026');
  });
});

describe('instancesCard', () => {
  it('lists instances with a button each', () => {
    const message = instancesCard({ instances: [discovered('apim-a'), discovered('apim-b')], again, view });

    expect(message.summary).toBe('I can see 2 instances');
    expect(asked(message)).toHaveLength(2);
  });

  it('leads to those that do not fit, page by page', () => {
    const instances = Array.from({ length: 200 }, (_, index) => discovered(`apim-${index}`));
    const message = instancesCard({ instances, again: { ...again, page: 2 }, view });

    expect(asked(message).slice(-2)).toEqual([
      { ...again, page: 3 },
      { ...again, page: 1 },
    ]);
  });
});

describe('emptyEstateCard', () => {
  const message = emptyEstateCard({
    visibility: 'whole',
    retry: { kind: 'ask', question: 'list all instances' },
    view,
  });

  it('says what is needed and where, and that nothing is proven', () => {
    expect(visibleText(message)).toContain('the identity of the bot may not read where they are');
    expect(visibleText(message)).toContain('the role Reader on the subscriptions');
    expect(asked(message)).toEqual([{ kind: 'ask', question: 'list all instances' }]);
  });
});

describe('errorCard', () => {
  it.each([
    ['azure' as const, 'Azure did not answer'],
    ['ours' as const, 'Something broke on my side'],
  ])('of cause %s says "%s", and that this proves nothing', (cause, expected) => {
    const message = errorCard({ cause, view });

    expect(message.summary).toBe(expected);
    expect(visibleText(message)).toContain('says nothing about whether anything is ready');
    expect(asked(message)).toEqual([]);
  });

  it('carries what finds the failure in the log, and tries again', () => {
    const retry = { kind: 'check', instance: discovered('apim-prod').id } as const;
    const message = errorCard({ cause: 'ours', about: 'apim-prod', reference: 'f:8f1c', retry, view });

    expect(message.summary).toBe('apim-prod: Something broke on my side');
    expect(visibleText(message)).toContain('For the log: f:8f1c');
    expect(asked(message)).toEqual([retry]);
  });
});

describe('welcomeCard', () => {
  it('has three examples to press', () => {
    const examples = ['one?', 'two?', 'three?', 'four?'];

    expect(asked(welcomeCard({ examples, mention: false, view }))).toHaveLength(3);
  });

  it.each([
    [true, 'Mention me and ask'],
    [false, 'Just ask'],
  ])('tells how to be heard (mention needed: %s)', (mention, expected) => {
    expect(visibleText(welcomeCard({ examples: [], mention, view }))).toContain(expected);
  });
});

describe('helpCard', () => {
  const asksOf = (instance?: string) => asked(helpCard({ instance, months: ['2026-03', '2027-09'], view }));

  it('names the months that are known', () => {
    const message = helpCard({ months: ['2026-03', '2027-09'], view });

    expect(visibleText(message)).toContain('Months that I know: March 2026 and September 2027.');
  });

  it('offers a question about an instance that is there, answered below so that the help stays', () => {
    expect(asksOf('apim-dev')[0]).toEqual({ kind: 'ask', question: 'is apim-dev ready?', place: 'new' });
    expect(asksOf()[0]).toEqual({ kind: 'ask', question: 'list all instances', place: 'new' });
  });

  it('is silent about months when none is known', () => {
    expect(visibleText(helpCard({ months: [], view }))).not.toContain('Months');
  });
});
