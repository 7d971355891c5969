import { createKnownInstances } from '../../../src/conversation/instances/known-instances.ts';
import { rememberedLog } from '../../support/conversation.ts';
import { discovered } from '../../support/report.ts';

/** Names by a clock that stands until it is set; they are read once. */
async function namesOf(...instances: ReturnType<typeof discovered>[]) {
  let now = 0;
  const clock = { now: () => now, limit: () => new Promise<void>(() => {}) };
  const names = createKnownInstances({
    assessor: { instances: () => Promise.resolve(instances) },
    clock,
    log: rememberedLog(),
  });
  await names.listed(1_000);
  return { names, later: (milliseconds: number) => (now += milliseconds) };
}

const prod = discovered('apim-prod');

describe('an instance that is called exactly so', () => {
  it('is known without a new list, in any case of its letters', async () => {
    const { names } = await namesOf(prod, discovered('apim-dev'));
    expect(names.called('APIM-Prod')).toBe(prod);
    expect(names.called('apim-pro')).toBeUndefined();
  });

  it('is not known where two are called so, which have to be told apart', async () => {
    const { names } = await namesOf(prod, discovered('apim-prod', { resourceGroup: 'rg-other' }));
    expect(names.called('apim-prod')).toBeUndefined();
  });

  it('is not known by a list that is a minute old, nor before there is one', async () => {
    const { names, later } = await namesOf(prod);
    later(60_000);
    expect(names.called('apim-prod')).toBeUndefined();
    const fresh = createKnownInstances({
      assessor: { instances: () => Promise.resolve([prod]) },
      clock: { now: () => 0, limit: () => Promise.resolve() },
      log: rememberedLog(),
    });
    expect(fresh.called('apim-prod')).toBeUndefined();
  });
});
