/** What is not shown in a chat does not exist there: not in lists, not by its id, not in what is known or was changed. */
import type { Assessor, DiscoveredInstance, KnownVerdict } from '../../src/readiness/assessor.ts';
import { limitedTo, nothingVisible } from '../../src/readiness/visibility.ts';
import { assessment, discovered } from '../support/report.ts';

const shown = discovered('apim-shown');
const secret = discovered('apim-secret');
const verdict: KnownVerdict = { verdict: 'ready', effective: '2026-03-15', checkedAt: '2026-11-22T10:00:00Z' };

/** An assessor that knows everything of both. */
function all(): Assessor {
  return {
    instances: async () => [shown, secret],
    assess: async () => assessment([]),
    changesBehind: async () => ({ changes: [] }),
    known: () => verdict,
  };
}
const shows = ({ name }: DiscoveredInstance) => name === shown.name;
const sinceThen = [[], '2026-11-20T00:00:00Z'] as const;

describe('an assessor that is limited to some instances', () => {
  it('lists them alone', async () => {
    expect(await limitedTo(all(), shows).instances()).toEqual([shown]);
  });

  it('judges them, and no other even by its id', async () => {
    const limited = limitedTo(all(), shows);

    expect(await limited.assess(shown, {})).toEqual(assessment([]));
    await expect(limited.assess(secret, {})).rejects.toThrow('not shown here');
  });

  it('tells what is known and was changed of those that it has listed, by their ids in any case', async () => {
    const limited = limitedTo(all(), shows);
    expect(limited.known(shown)).toBeUndefined();
    await expect(limited.changesBehind(shown, ...sinceThen)).rejects.toThrow('not shown here');

    await limited.instances();

    expect(limited.known({ id: shown.id.toUpperCase() })).toEqual(verdict);
    expect(await limited.changesBehind(shown, ...sinceThen)).toEqual({ changes: [] });
    expect(limited.known(secret)).toBeUndefined();
    await expect(limited.changesBehind(secret, ...sinceThen)).rejects.toThrow('not shown here');
  });
});

it('where nothing is visible, nothing can be listed, judged or known', async () => {
  const { assessor } = nothingVisible;

  expect(await assessor.instances()).toEqual([]);
  expect(assessor.known(shown)).toBeUndefined();
  await expect(assessor.assess(shown, {})).rejects.toThrow('Nothing can be seen here.');
  await expect(assessor.changesBehind(shown, ...sinceThen)).rejects.toThrow('Nothing can be seen here.');
});
