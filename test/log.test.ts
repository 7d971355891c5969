import { createLog } from '../src/log.ts';
import type { LogFields } from '../src/model/log.ts';

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
