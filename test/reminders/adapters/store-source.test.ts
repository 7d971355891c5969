import { faultFields } from '../../../src/model/fault-fields.ts';
import { readStore, storeOf } from '../../../src/reminders/adapters/store-source.ts';
import type { Store } from '../../../src/reminders/store/store.ts';
import { settle } from '../../support/clock.ts';
import { emptyStore } from '../store/support.ts';

describe('a storage that is not open', () => {
  it('is told in one sentence, without where that was met', async () => {
    const met = await storeOf({ store: undefined }).then(
      () => 'nothing',
      (error: unknown) => JSON.stringify(faultFields(error)),
    );
    expect(met).toBe('{"fault":"Error: The storage is not open."}');
  });

  it('is waited for while the bot starts', async () => {
    const store = await emptyStore();
    const tried = Promise.withResolvers<void>();
    const source: { store: Store | undefined; firstTry: Promise<void> } = {
      store: undefined,
      firstTry: tried.promise,
    };
    let met: Store | undefined;
    const asked = storeOf(source).then((open) => {
      met = open;
    });
    await settle(5);
    expect(met).toBeUndefined();
    source.store = store;
    tried.resolve();
    await asked;
    expect(met).toBe(store);
    await store.database.close();
  });

  it('holds nothing while it is only being made, and nobody waits for it', async () => {
    const source = { store: undefined, firstTry: new Promise<void>(() => undefined), isBeingMade: true };
    expect(await readStore<readonly string[]>(source, [], async () => ['kept'])).toEqual([]);
  });

  it('that exists is read, and waited for before', async () => {
    const store = await emptyStore();
    const tried = Promise.withResolvers<void>();
    const source: { store: Store | undefined; firstTry: Promise<void> } = {
      store: undefined,
      firstTry: tried.promise,
    };
    const kept = readStore<readonly string[]>(source, [], async () => ['kept']);
    source.store = store;
    tried.resolve();
    expect(await kept).toEqual(['kept']);
    await store.database.close();
  });

  it('that did not open at the first try is waited for no longer', async () => {
    const asked = storeOf({ store: undefined, firstTry: Promise.resolve() });
    await expect(asked).rejects.toThrow('The storage is not open.');
  });
});
