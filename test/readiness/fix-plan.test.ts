/** The steps of a plan. */
import type { Fix } from '../../src/model/finding.ts';
import { render, say } from '../../src/model/text.ts';
import { fixPlan } from '../../src/readiness/fix-plan.ts';
import { finding, item, report } from '../support/report.ts';

const fix = (title: string, rest: Partial<Fix> = {}): Fix => ({
  title: say('{title}', { title }),
  portal: 'https://portal.azure.com/#resource/a',
  docs: 'https://learn.microsoft.com/azure',
  ...rest,
});
const titles = (steps: ReturnType<typeof fixPlan>) => steps.map(({ title }) => render(title));

describe('fixPlan', () => {
  it('follows the order of the fixes; one without an order stands in the middle, worst first', () => {
    const steps = fixPlan([
      report([
        finding('a', item('warn', { fix: fix('flag', { order: 100 }) })),
        finding('b', item('warn', { fix: fix('hygiene') })),
        finding('c', item('fail', { fix: fix('outage') })),
        finding('d', item('unknown', { fix: fix('grant', { order: 10 }) })),
      ]),
    ]);

    expect(titles(steps)).toEqual(['grant', 'outage', 'hygiene', 'flag']);
  });

  it('has a step once that several findings share, with all it is good for, as bad as the worst of them', () => {
    const shared = fix('admit', { command: 'az a' });
    const [step, ...others] = fixPlan([
      report([
        finding('a', item('warn', { subject: 'kv-a', fix: shared })),
        finding(
          'b',
          item('fail', {
            subject: 'kv-b',
            location: 'westeurope',
            fix: { ...shared, portal: 'https://portal.azure.com/#resource/b' },
          }),
        ),
        finding('b', item('fail', { subject: 'KV-B', location: 'westeurope', fix: shared })),
        finding('c', item('warn', { subject: 'kv-c', fix: shared })),
      ]),
    ]);

    expect(others).toEqual([]);
    expect(step).toMatchObject({
      status: 'fail',
      impact: 'outage',
      command: 'az a',
      portals: ['https://portal.azure.com/#resource/a', 'https://portal.azure.com/#resource/b'],
      causes: [
        { requirement: 'a', subject: 'kv-a' },
        { requirement: 'b', subject: 'KV-B', location: 'westeurope' },
        { requirement: 'c', subject: 'kv-c' },
      ],
    });
  });

  it('keeps steps apart whose commands differ', () => {
    const steps = fixPlan([
      report([
        finding(
          'a',
          item('fail', { fix: fix('admit', { command: 'az a' }) }),
          item('fail', { fix: fix('admit', { command: 'az b' }) }),
        ),
      ]),
    ]);

    expect(steps.map(({ command }) => command)).toEqual(['az a', 'az b']);
    expect(new Set(steps.map(({ id }) => id)).size).toBe(2);
  });

  it('names a step the same in every plan', () => {
    const plan = () => fixPlan([report([finding('a', item('fail', { fix: fix('admit') }))])]);

    expect(plan()[0]?.id).toBe(plan()[0]?.id);
    expect(plan()[0]?.id).toMatch(/^[a-z0-9]{1,8}$/);
  });

  it('has nothing for what is met', () => {
    expect(
      fixPlan([report([finding('a', item('pass', { fix: fix('x') }), item('not-applicable', { fix: fix('y') }))])]),
    ).toEqual([]);
  });
});
