import { type StoppablePart, stopAll } from '../../src/app/stopping.ts';

const never = new Promise<void>(() => {});

it('ends parts in their order, and names those that hang or fail', async () => {
  const ended: string[] = [];
  const part = (name: string, stop: () => Promise<void>, limit = 60_000): StoppablePart => ({
    name,
    limit,
    stop: async () => {
      ended.push(name);
      await stop();
    },
  });
  const givenUp = await stopAll([
    part('the bot', async () => {}),
    part('the database', () => never, 5),
    part('the folder', () => Promise.reject(new Error('EBUSY'))),
    part('Azure', async () => {}),
  ]);
  expect(ended).toEqual(['the bot', 'the database', 'the folder', 'Azure']);
  expect(givenUp).toEqual(['the database', 'the folder']);
});
