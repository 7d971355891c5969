/**
 * What people write in six languages and what is understood, by kind: `phrasings/*.txt`. A heading is the kind and the
 * values that must be understood; every line below it is a message of its own.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { understand } from '../../../src/conversation/understanding/understand.ts';
import type { Question } from '../../../src/model/question.ts';
import type { Timing } from '../../../src/model/reminder.ts';
import { retirements } from '../../../src/model/retirement.ts';
import type { Scope } from '../../../src/model/scope.ts';
import { requirements } from '../../../src/retirements/requirements.ts';
import { demoInstances } from '../../support/demo-instances.ts';

const folder = join(import.meta.dirname, 'phrasings');
/** The day of the examples: a Sunday. */
const context = {
  today: '2026-11-22' as const,
  knownMonths: ['2026-03'],
  requirements,
  retirements,
  instances: demoInstances,
};

interface Section {
  readonly heading: string;
  readonly messages: readonly string[];
}

function sectionsOf(file: string): readonly Section[] {
  return readFileSync(join(folder, file), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.split('\n').map((line) => line.trim());
      return { heading, messages: lines.filter((line) => line !== '') };
    });
}

/** `## fleet where=region:europe only=unmet` as the kind and its values; `tag:team=integration` keeps its second sign. */
function wantedOf(heading: string): Readonly<Record<string, string>> {
  const [kind = '', ...values] = heading.split(/ (?=\w+=|$)/);
  return Object.fromEntries([
    ['kind', kind],
    ...values.map((value) => {
      const [name = '', ...rest] = value.split('=');
      return [name, rest.join('=')];
    }),
  ]);
}

/** "1,3/2@09:00": weekdays, every second week, the time; or the one day. */
function timed(schedule: Timing): string {
  const days = 'on' in schedule ? schedule.on : `${schedule.days.join(',')}${schedule.weeks === 2 ? '/2' : ''}`;
  return `${days}@${schedule.time}`;
}

function nameless(question: Question): Readonly<Record<string, string>> {
  const plain = question as unknown as Readonly<Record<string, unknown>>;
  const scope = plain.scope as Scope | undefined;
  const schedule = plain.schedule as Timing | undefined;
  const simple = Object.entries(plain).flatMap(([name, value]) =>
    typeof value === 'object' ? [] : [[name, String(value)]],
  );
  return Object.fromEntries([
    ...simple,
    ['names', (scope?.names ?? []).join('+')],
    [
      'where',
      (scope?.where ?? [])
        .map((one) => (one.by === 'tag' ? `tag:${one.key}=${one.value}` : `${one.by}:${one.value}`))
        .join('+'),
    ],
    ...(schedule === undefined ? [] : [['schedule', timed(schedule)]]),
    ['requirement', Array.isArray(plain.requirements) ? plain.requirements.join('+') : String(plain.requirement ?? '')],
  ]);
}

function understoodOf(message: string, names: readonly string[], locale: string): Readonly<Record<string, string>> {
  const found = nameless(understand(message, { ...context, locale }));
  return Object.fromEntries(
    names.flatMap((name) => (found[name] === undefined ? [] : [[name, found[name].toLowerCase()]])),
  );
}

function lowered(wanted: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, value.toLowerCase()]));
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
  const locale = file.replace('.txt', '');
  const sections = sectionsOf(file);

  describe(locale, () => {
    it(`has enough phrasings of every kind`, () => {
      const counts = new Map<string, number>();
      for (const { heading, messages } of sections) {
        const { kind = '' } = wantedOf(heading);
        counts.set(kind, (counts.get(kind) ?? 0) + messages.length);
      }
      const least = locale === 'en' ? 20 : 10;
      expect([...counts].filter(([, number]) => number < least)).toEqual([]);
      expect(counts.size).toBe(23);
    });

    for (const { heading, messages } of sections) {
      const wanted = lowered(wantedOf(heading));
      it.each(messages)(`${heading}: %s`, (message) => {
        expect(understoodOf(message, Object.keys(wanted), locale)).toEqual(wanted);
      });
    }
  });
}
