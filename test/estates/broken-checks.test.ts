/** A check that throws is unknown, and takes nothing else with it. Rules: docs/rules.md#statuses, docs/rules.md#json. */
import { retirements } from '../../src/model/retirement.ts';
import { say } from '../../src/model/text.ts';
import { assess } from '../../src/readiness/assess.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { findingOf } from '../support/judge.ts';
import { apim } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const [retirement] = retirements;

describe('a check that breaks down', () => {
  const scanned = () => ({ policies: 1, backends: 1, loggers: 1, namedValues: 1, certificates: 1 });
  const throwing = () => {
    throw new TypeError('x is not a function');
  };
  const report = (check: () => never, count: () => ReturnType<typeof scanned>) => {
    if (retirement === undefined) throw new Error('there is no retirement');
    const broken = {
      ...(requirements[0] ?? throwing()),
      id: 'broken',
      title: say('It works'),
      retirement: retirement.id,
      check,
    };
    return assess(subjectOf([apim()]), [broken, ...requirements], retirement, count);
  };

  it('is unknown, and the report undecided', () => {
    const judged = report(throwing, scanned);

    expect(findingOf(judged, 'broken').items).toMatchObject([{ status: 'unknown', reason: 'CHECK_FAILED' }]);
    expect(findingOf(judged, 'advisor-recommendation').status).toBe('pass');
    expect(judged.verdict).toBe('undecided');
  });

  it('counts nothing where counting breaks down', () => {
    expect(report(throwing, throwing).scanned).toEqual({
      policies: null,
      backends: null,
      loggers: null,
      namedValues: null,
      certificates: null,
    });
  });
});
