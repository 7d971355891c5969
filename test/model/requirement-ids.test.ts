/** What others lean on is there: a requirement that is renamed takes its readers with it. */
import * as ids from '../../src/model/requirement-ids.ts';
import { requirements } from '../../src/retirements/requirements.ts';

const { isAboutCalls, ...named } = ids;

it.each(Object.values(named))('%s is a requirement', (id) => {
  expect(requirements.map((one) => one.id)).toContain(id);
});

it('several requirements are about calls and key vaults, and not all', () => {
  const about = requirements.map(({ id }) => id).filter(isAboutCalls);

  expect(about).toContain(ids.GATEWAY_DEPENDENCIES);
  expect(about.filter((id) => id.startsWith('key-vault-')).length).toBeGreaterThan(3);
  expect(about).not.toContain(ids.NETWORK_STATUS);
});
