/** The words of a status: its symbol, what it means, and the title of a requirement that has it. */
import type { Finding, Impact, Item, Status } from '../../src/model/finding.ts';
import { type Requirement, titleIn } from '../../src/model/requirement.ts';
import { say, type Text } from '../../src/model/text.ts';
import { bySeverity } from '../../src/readiness/assess.ts';

/** What a card needs to know of a requirement. The list of all requirements fits. */
export type RequirementTitle = Pick<Requirement, 'id' | 'title' | 'titles'>;

/** What a requirement tells about itself. */
export type RequirementFacts = Pick<Requirement, 'id' | 'title' | 'titles' | 'why' | 'source' | 'retirement' | 'order'>;

/** Each can be seen on light and on dark; none is told by its colour alone. */
const SYMBOLS: Readonly<Record<Status, string>> = {
  pass: '✅',
  warn: '⚠️',
  fail: '❌',
  unknown: '❓',
  'not-applicable': '🔵',
};

const WORDS: Readonly<Record<Status, Text>> = {
  pass: say('Met'),
  warn: say('Worth a look'),
  fail: say('Not met'),
  unknown: say('Could not see'),
  'not-applicable': say('Does not apply'),
};

/** The symbol of a status. Never stands without its word. */
export function statusSymbol(status: Status): string {
  return SYMBOLS[status];
}

/** The word of a status. */
export function statusWord(status: Status): Text {
  return WORDS[status];
}

/** The word of a status: for what is not met, what that costs. */
export function statusWithImpact(status: Status, impact: Impact | undefined): Text {
  if (status !== 'fail' || impact === undefined) return statusWord(status);
  return impact === 'outage' ? say('Outage') : say('Unsupported');
}

/** The word with its meaning, as it stands above everything of that status: so nobody has to know our words. */
export function severityHead(status: Status, impact: Impact | undefined): Text {
  switch (status) {
    case 'fail':
      return impact === 'outage'
        ? say('Outage: calls or features stop working')
        : say('Unsupported: asked for; nothing stops by it alone');
    case 'unknown':
      return say('Could not see: not decided, never counted as met');
    case 'warn':
      return say('Worth a look: changes no verdict');
    case 'pass':
    case 'not-applicable':
      return statusWord(status);
  }
}

/** The title of a requirement in the state that it came out in; its id where the list does not have it. */
export function titleOf(requirement: string, status: Status, titles: readonly RequirementTitle[]): Text {
  const known = titles.find((one) => one.id === requirement);
  return known === undefined ? say('{requirement}', { requirement }) : titleIn(status, known);
}

/** Findings worst first, those of one severity in the order of the report (docs/rules.md#statuses). */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(bySeverity);
}

/** Whether a finding or item needs somebody's eyes. */
export function needsAttention(one: Pick<Item, 'status'>): boolean {
  return one.status === 'fail' || one.status === 'unknown' || one.status === 'warn';
}
