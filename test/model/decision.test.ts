import { isChatWithBot } from '../../src/model/channel.ts';
import { declarationOf, holdsOn, type StoredDeclaration } from '../../src/model/decision.ts';

describe('a decision', () => {
  it.each([
    [undefined, '2026-11-29', true],
    ['2026-11-29', '2026-11-28', true],
    ['2026-11-29', '2026-11-29', true],
    ['2026-11-29', '2026-11-30', false],
  ] as const)('until %s holds on %s: %s', (until, today, expected) => {
    expect(holdsOn(until === undefined ? {} : { until }, today)).toBe(expected);
  });

  it('that declares a destination is judged with its end, where it has one, and who said so', () => {
    const own = { policy: 'p', hash: 'sha256:x', destination: 'none' };
    const stored = {
      ...own,
      kind: 'declaration',
      id: '1',
      instanceId: 'i',
      at: '2026-11-29T00:00:00.000Z',
      by: { id: 'u', name: 'Ada' },
    } as StoredDeclaration;

    expect(declarationOf(stored)).toEqual({ ...own, by: 'Ada' });
    expect(declarationOf({ ...stored, until: '2026-12-01' })).toEqual({ ...own, by: 'Ada', until: '2026-12-01' });
  });
});

describe('a chat', () => {
  it.each([
    ['personal', 'a:1', true],
    ['personal', '19:group', false],
    ['group', 'a:1', false],
  ] as const)('%s under %s is with the bot alone: %s', (kind, conversationId, expected) => {
    expect(isChatWithBot({ kind, address: { conversationId } } as Parameters<typeof isChatWithBot>[0])).toBe(expected);
  });
});
