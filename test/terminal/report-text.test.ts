import { stripVTControlCharacters } from 'node:util';
import { say } from '../../src/model/text.ts';
import { reportText } from '../../src/terminal/report-text.ts';
import { cellsOf } from '../../src/terminal/wrap.ts';
import { assessment, finding, INSTANCE, item, oneOfEach, report, switchedOff, titles } from '../support/report.ts';

const page = (rest: Partial<Parameters<typeof reportText>[0]> = {}) =>
  reportText({ assessment: assessment([oneOfEach]), requirements: titles, width: 100, color: false, ...rest });

describe('reportText with a what-if', () => {
  it('ends each report with the outcome, what would stop, and what the clock says', () => {
    const relies = item('fail', { reason: 'G-RELIES', message: say('kv-prod is reached by trusted access alone.') });
    const findings = [finding('gateway-dependencies', relies)];
    const text = page({ assessment: assessment([report(findings, { tried: switchedOff(findings) })]) });

    expect(text).toContain('What if: Setting the flag on apim-prod is not safe: 1 dependency has no other way');
    expect(text).toContain('Whatever the flag says, trusted access stopped on 15 March 2026 (252 days ago).');
    expect(text).toMatch(/Would stop\n {6}kv-prod is reached by trusted access alone\./);
  });
});

describe('reportText', () => {
  it('is kept as it looks', () => {
    expect(page()).toMatchSnapshot();
  });

  it('begins with the verdict in words', () => {
    expect(page({ width: 200 }).split('\n')[0]).toBe(
      '❌ apim-prod is not ready: trusted access stopped on 15 March 2026 (252 days ago), 2 of 5 requirements unmet, 1 could not be seen',
    );
  });

  it.each([40, 60, 80, 120])('keeps to %d cells, but for addresses and commands', (width) => {
    const wide = page({ width })
      .split('\n')
      .filter((line) => cellsOf(line) > width && !/https:|^ {10}(?:az|#) /.test(line));

    expect(wide).toEqual([]);
  });

  it('has no escape sequence without colour, and says the same with colour', () => {
    expect(page()).not.toContain('\u001b');
    expect(page({ color: true })).toContain('\u001b[');
    expect(stripVTControlCharacters(page({ color: true }))).toBe(page());
  });

  it('shows the first five items of a requirement and counts the rest', () => {
    const many = Array.from({ length: 17 }, (_, index) => item('fail', { message: say('Number {index}.', { index }) }));
    const text = page({ assessment: assessment([report([finding('outage', ...many)])]) });

    expect(text).toContain('Number 4.');
    expect(text).not.toContain('Number 5.');
    expect(text).toContain('and 12 more; --json has them all');
  });

  it('tells items of another status than that of their requirement', () => {
    const mixed = finding('outage', item('fail'), item('unknown', { reason: 'FORBIDDEN', message: say('Unread.') }));

    expect(page({ assessment: assessment([report([mixed])]) })).toContain('❓ Could not see: kv-prod: Unread.');
  });

  it('lets no control character of Azure reach the terminal', () => {
    const name = 'apim\u001b[2Jprod\r';
    const evil = report([finding('outage', item('fail', { message: say('{name}', { name }), subject: name }))], {
      instance: { ...INSTANCE, name },
    });

    const text = page({ assessment: assessment([evil]) });

    expect(text).toContain('apim [2Jprod');
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\r');
  });

  it('shows no link to a host that is not known', () => {
    const fix = { title: say('Go'), portal: 'https://evil.example/', docs: 'https://learn.microsoft.com/azure/' };
    const text = page({ assessment: assessment([report([finding('outage', item('fail', { fix }))])]) });

    expect(text).not.toContain('evil.example');
    expect(text).toContain('https://learn.microsoft.com/azure/');
  });

  it('says so when nothing could be judged', () => {
    expect(page({ assessment: assessment([]) })).toContain('No retirement is known');
  });

  it('names the day that was assumed when it is not the day of the reading', () => {
    expect(page({ assessment: assessment([oneOfEach], { today: '2026-02-03' }) })).toContain(
      'Judged as if today were 3 February 2026 (UTC)',
    );
    expect(page()).not.toContain('Judged as if');
  });
});
