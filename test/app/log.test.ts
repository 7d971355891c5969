import { createLog } from '../../src/app/log.ts';
import type { LogFields } from '../../src/model/log.ts';
import { inActivity } from '../../src/telemetry/activity.ts';

function logged(fields: LogFields): Record<string, unknown> {
  let written = '';
  const log = createLog('info', {
    write: (line: string) => {
      written += line;
    },
  });
  log.warn('something happened', fields);
  return JSON.parse(written);
}

it('is one line of JSON: constant text and fields', () => {
  expect(logged({ activityId: 'a1', status: 401, why: undefined })).toMatchObject({
    msg: 'something happened',
    activityId: 'a1',
    status: 401,
  });
});

it('writes down no more than the beginning of what somebody sent', () => {
  const line = logged({ activityId: 'x'.repeat(250_000), stack: 'y'.repeat(250_000) });
  expect(JSON.stringify(line).length).toBeLessThan(6_000);
  expect(line.activityId).toMatch(/^x{500}… \(250000 characters\)$/);
});

it('does not write down objects that came where a text should be', () => {
  const sent = JSON.parse('{"id":{"password":"s3cret"}}') as { id: string };
  expect(logged({ activityId: sent.id }).activityId).toBe('no text');
});

it.each([
  ['info', { activityId: 'a1', msg: 'deep within' }],
  ['debug', { activityId: 'a1', msg: 'deep within', asker: 'Megan' }],
] as const)('every line says for which activity it was written; at the level %s', async (level, expected) => {
  const lines: string[] = [];
  const log = createLog(level, { write: (line: string) => void lines.push(line) });
  await inActivity({ activityId: 'a1', asker: 'Megan' }, 'message', async () => {
    await new Promise(setImmediate);
    log.info('deep within');
  });
  log.info('by the clock');
  const [within, outside] = lines.map((line): unknown => JSON.parse(line));
  expect(within).toEqual({ level: 30, time: expect.any(Number), ...expected });
  expect(outside).toEqual({ level: 30, time: expect.any(Number), msg: 'by the clock' });
});
