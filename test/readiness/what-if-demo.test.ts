/** What changes that nobody has made come to on the demo's apim-prod: one engine for every question that begins with "what if". */
import { sampleEstate } from '../../src/demo/sample-estate/index.ts';
import { estateAfter } from '../../src/fixes/estate-after.ts';
import { whatIfChanges } from '../../src/fixes/what-if-changes.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { retirements } from '../../src/model/retirement.ts';
import { readWhatIf, whatIfForms, whatIfText } from '../../src/model/what-if.ts';
import { assess } from '../../src/readiness/assess.ts';
import { whatIf } from '../../src/readiness/what-if.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { subjectOf } from '../support/subject.ts';

const TODAY = '2026-11-28';
const estate = sampleEstate(TODAY);
const resources = estate.resources as readonly ArmResource[];
const id = resources.find(({ name }) => name === 'apim-prod')?.id ?? '';
const subject = subjectOf(resources, { id, denied: estate.denied, today: TODAY });
const retirement = retirements.find((one) => one.id === 'trusted-service-connectivity');
if (retirement === undefined) throw new Error('the retirement is not known');
const counted = { policies: 0, backends: 0, loggers: 0, namedValues: 0, certificates: 0 };
const judge = (one: typeof subject.estate) =>
  assess({ ...subject, estate: one }, requirements, retirement, () => counted);
const before = judge(subject.estate);

function outcomeOf(change: string) {
  const wish = readWhatIf(change);
  if (wish === undefined) throw new Error(`${change} is no wish`);
  const tried = whatIfChanges(wish, subject);
  const changes = 'changes' in tried ? tried.changes : [];
  const { findings, verdict } = judge(estateAfter(subject.estate, changes, TODAY));
  return whatIf(before, { change, findings, verdict, changes, ...('untried' in tried ? tried : {}) });
}

describe('a change that somebody wants to try', () => {
  it.each([
    ['private-endpoint@kv-api-prod', { safe: 'yes', stops: 0, ends: true }],
    ['admit-subnet@kv-api-prod', { safe: 'yes', stops: 0, ends: true }],
    ['admit:20.1.2.3@kv-api-prod', { safe: 'no', stops: 1, ends: false }],
    ['system-identity-on', { safe: 'done', stops: 0, ends: false }],
    ['trusted-access-on', { safe: 'done', stops: 0, ends: false }],
    ['private-endpoint@nobody-knows', { safe: 'unknown', stops: 0, ends: false }],
  ])('%s', (change, expected) => {
    const { safe, stops, ends } = outcomeOf(change);

    expect({ safe, stops: stops.length, ends: ends.length > 0 }).toEqual(expected);
  });

  it.each([
    { of: 'trusted-access-on' },
    { of: 'private-endpoint', target: 'kv-prod' },
    { of: 'admit', target: 'stprod', address: '20.1.2.0/24' },
    { of: 'admit', target: 'stprod', address: '2001:db8::1' },
  ] as const)('is one word, and read back: %j', (wish) => {
    expect(readWhatIf(whatIfText(wish))).toEqual(wish);
  });

  it.each([
    '',
    'admit:x@kv',
    'admit:20.1.1.1@',
    'private-endpoint@kv prod',
    'private-endpoint@../x',
    ...whatIfForms.slice(3),
  ])('is none: %j', (text) => {
    expect(text.includes('NAME') ? readWhatIf(text.replace('NAME', '$(id)')) : readWhatIf(text)).toBeUndefined();
  });
});
