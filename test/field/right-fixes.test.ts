/** Each situation of the field whose `why` names the right fix gets that fix: the kinds of its changes, or what it is called where people decide. */

import { readFileSync } from 'node:fs';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Day } from '../../src/model/days.ts';
import { retirements } from '../../src/model/retirement.ts';
import { render } from '../../src/model/text.ts';
import { assess } from '../../src/readiness/assess.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { subjectOf } from '../support/subject.ts';

interface RightFix {
  /** Kinds of change that the fixes of the report hold. */
  readonly changes?: readonly string[];
  /** Words that a fix has in its title. */
  readonly title?: string;
}

const read = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const cases: readonly { name: string; estate: string; instance: string; today: Day; why: string }[] =
  read('cases.json');
const rightFixes: Readonly<Record<string, RightFix>> = read('right-fixes.json');
const retirement = retirements.find(({ id }) => id === 'trusted-service-connectivity');
if (retirement === undefined) throw new Error('the retirement is not known');
const counted = { policies: 0, backends: 0, loggers: 0, namedValues: 0, certificates: 0 };

function typeOf(id: string): string {
  const [provider = '', ...segments] = id.split('/providers/').at(-1)?.split('/') ?? [];
  return [provider, ...segments.filter((_, at) => at % 2 === 0)].join('/');
}

function fixesOf({ estate, instance, today }: (typeof cases)[number]) {
  const { resources, denied = [] } = read(`estates/${estate}`);
  const typed: readonly ArmResource[] = resources.map((one: ArmResource) => ({
    ...one,
    type: one.type ?? typeOf(one.id),
    name: one.name ?? one.id.split('/').at(-1) ?? '',
  }));
  const service = typed.find(
    ({ type, name }) => /^microsoft\.apimanagement\/service$/i.test(type) && name === instance,
  );
  const subject = subjectOf(typed, { id: service?.id ?? '', denied, today });
  const report = assess(subject, requirements, retirement as never, () => counted);
  return report.findings.flatMap(({ items }) => items.flatMap(({ fix }) => fix ?? []));
}

describe('a situation whose right fix is known', () => {
  it.each(cases.filter(({ why }) => /right fix/i.test(why)).map((one) => [one.name, one] as const))(
    '%s gets it',
    (name, one) => {
      const fixes = fixesOf(one);
      const kinds = new Set(fixes.flatMap(({ changes = [] }) => changes.map(({ kind }) => kind)));
      const titles = fixes.map(({ title }) => render(title));
      const { changes = [], title = '' } = rightFixes[name] ?? { title: 'no right fix is written down' };

      expect({
        missing: changes.filter((kind) => !kinds.has(kind as never)),
        titled: titles.some((text) => text.includes(title)),
      }).toEqual({ missing: [], titled: true });
    },
  );
});
