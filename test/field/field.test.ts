/** Situations that operators of API Management reported in public, real policies, and shapes of Microsoft's own texts, each with what is right. */

import { readdirSync, readFileSync } from 'node:fs';
import type { Day } from '../../src/model/days.ts';
import { checkFile } from '../support/command-line.ts';
import { differences, type Expectation, type SeenReport } from './expectation.ts';

interface Case {
  readonly name: string;
  readonly estate: string;
  readonly instance: string;
  readonly today: Day;
  readonly for: string;
  /** The situation, the right answer and the rule. */
  readonly why: string;
  readonly expect: Expectation;
}

const FOLDER = new URL('.', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8');
const names = (folder: string) => readdirSync(new URL(folder, FOLDER)).filter((name) => name.endsWith('.json'));

/** What does not hold yet, by name, with the part of the work that it waits for. What holds must not stand here. */
const waiting: Readonly<Record<string, string>> = JSON.parse(read('known-failures.json'));
const cases: readonly Case[] = JSON.parse(read('cases.json'));
const damaged = names('damaged/').map(
  (name): Case => ({
    name: `damaged/${name.replace(/\.json$/, '')}`,
    estate: `../damaged/${name}`,
    instance: 'apim-prod',
    today: '2026-11-28',
    for: '2026-03',
    why: 'A property that decides is unreadable, or a call has no way in: never ready, and never only action-needed.',
    expect: { verdict: ['undecided', 'not-ready'] },
  }),
);

async function differencesOf(one: Case): Promise<readonly string[]> {
  const words = [one.instance, '--for', one.for, '--json', '--today', one.today];
  const { status, out, err } = await checkFile(words, read(`estates/${one.estate}`));
  if (out === '') return [`exit ${status}: ${err}`];
  const { reports } = JSON.parse(out) as { readonly reports: readonly SeenReport[] };
  const report = reports.find(
    ({ instance, retirement }) => instance.name === one.instance && retirement === 'trusted-service-connectivity',
  );
  return report === undefined ? ['no such report'] : differences(one.expect, report, status);
}

describe('the field', () => {
  const all = [...cases, ...damaged];
  const rows = (holds: boolean) =>
    all.filter(({ name }) => (waiting[name] === undefined) === holds).map((one) => [one.name, one.why, one] as const);

  it.each(rows(true))('%s: %s', async (_name, _why, one) => {
    expect(await differencesOf(one)).toEqual([]);
  });

  const open = rows(false);
  if (open.length > 0) {
    it.each(open)('%s waits, and does not hold before its time', async (_name, _why, one) => {
      expect(await differencesOf(one)).not.toEqual([]);
    });
  }

  it('has a case for every name that waits, and for every estate', () => {
    const known = all.map(({ name }) => name);
    expect(Object.keys(waiting).filter((name) => !known.includes(name))).toEqual([]);
    const used = cases.map(({ estate }) => estate);
    expect(names('estates/').filter((name) => !used.includes(name))).toEqual([]);
  });
});
