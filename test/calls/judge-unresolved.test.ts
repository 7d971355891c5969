/** Items for what could not be read, resolved or seen. */
import type { Unresolved, Weight } from '../../src/calls/call-site.ts';
import { judgeUnresolved, judgeUnseen } from '../../src/calls/judge-unresolved.ts';
import type { Item } from '../../src/model/finding.ts';
import { render, say } from '../../src/model/text.ts';
import { callSite, unresolvedSource } from '../support/calls.ts';
import { lineOf } from '../support/judge.ts';
import { APIM, apim, armId } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const subject = subjectOf([apim()]);
const place = say('API a');
const fixOf = ({ fix }: Item) => (fix === undefined ? undefined : render(fix.title));

const unresolved = (rest: Partial<Unresolved>) =>
  judgeUnresolved(unresolvedSource({ source: `${APIM}/apis/a`, place, ...rest }), subject);

describe('a source that stayed dark', () => {
  it.each<[Partial<Unresolved>, string, RegExp | undefined]>([
    [{}, 'unknown EXPRESSION_URL a', undefined],
    [{ carried: 'none' }, 'warn UNRESOLVED_NO_IDENTITY a', /^Write the host out/],
    [{ carried: 'none', weight: 'unreferenced' }, 'warn UNREFERENCED a', /^Delete the backend/],
    [{ weight: 'other-revision' }, 'warn OTHER_REVISION a', /^Delete the revision/],
    [{ failure: 'read', reason: 'FORBIDDEN' }, 'unknown FORBIDDEN a', /^Grant the identity/],
    [{ failure: 'read', reason: 'THROTTLED', carried: 'none' }, 'unknown THROTTLED a', undefined],
    [
      { failure: 'read', reason: 'FORBIDDEN', weight: 'other-revision' },
      'warn OTHER_REVISION a',
      /^Delete the revision/,
    ],
  ])('%j: %s', (rest, expected, fix) => {
    const item = unresolved(rest);
    expect([lineOf(item), item.hits]).toEqual([expected, [place]]);
    if (fix === undefined) expect(fixOf(item)).toBeUndefined();
    else expect(fixOf(item)).toMatch(fix);
  });

  it('tells what of Azure stands behind it, and that a warning counts less', () => {
    expect(unresolved({ failure: 'read', reason: 'FORBIDDEN', detail: 'AuthorizationFailed' }).evidence).toMatchObject([
      { observed: 'AuthorizationFailed' },
    ]);
    expect(unresolved({ failure: 'read', reason: 'FORBIDDEN' }).evidence).toMatchObject([{ observed: 'FORBIDDEN' }]);
    expect(unresolved({}).evidence).toMatchObject([{ observed: 'EXPRESSION_URL' }]);
    const [plain, capped] = [unresolved({}), unresolved({ weight: 'unreferenced' })].map(({ message }) =>
      render(message),
    );
    expect(capped?.startsWith(plain ?? '-')).toBe(true);
    expect(capped?.length).toBeGreaterThan(plain?.length ?? 0);
  });
});

describe('a resource that nobody showed', () => {
  const unseen = (...weights: readonly Weight[]) =>
    judgeUnseen(
      {
        subject: armId('Microsoft.KeyVault/vaults/kv'),
        reason: 'FORBIDDEN',
        detail: 'AuthorizationFailed',
        sites: weights.map((weight) => callSite({ weight })),
      },
      subject,
    );

  it.each<[readonly Weight[], string]>([
    [['used'], 'unknown FORBIDDEN kv'],
    [['unreferenced', 'used'], 'unknown FORBIDDEN kv'],
    [['unreferenced'], 'warn UNREFERENCED kv'],
    [['other-revision', 'unreferenced'], 'warn OTHER_REVISION kv'],
  ])('counts as the call that counts most, of %j', (weights, expected) => {
    expect(lineOf(unseen(...weights))).toBe(expected);
  });

  it('is told with its places, once each, and what Azure said', () => {
    const item = unseen('used', 'used');
    expect(item.hits).toEqual([place]);
    expect(render(item.message)).toMatch(/^API a: calls \/subscriptions\/.*\/kv, which could not be read\./);
    expect(item.evidence).toMatchObject([{ observed: 'AuthorizationFailed' }]);
  });
});
