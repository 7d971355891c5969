/** The ways to waivers and declarations from an answer about an instance. */
import type { IExecuteAction } from '@microsoft/teams.cards';
import type { Report } from '../../src/model/finding.ts';
import { say } from '../../src/model/text.ts';
import type { Writer } from '../wording/writer.ts';
import { askButton } from './elements.ts';

/** "I know what it calls", where a call is not known; what is waived and declared, where anything is. */
export function decisionButtons(
  { instance, findings }: Pick<Report, 'instance' | 'findings'>,
  waivers: readonly unknown[],
  writer: Writer,
): readonly IExecuteAction[] {
  const sources = findings.flatMap(({ items }) => items).filter(({ source }) => source !== undefined);
  const isOpen = sources.some(({ status }) => status === 'unknown' || status === 'warn');
  const isDecided = waivers.length > 0 || sources.some(({ reason }) => reason === 'DECLARED');
  const about = { instance: instance.id, place: 'new' } as const;
  return [
    ...(isOpen ? [askButton(writer.plain(say('I know what it calls')), { kind: 'declare-form', ...about })] : []),
    ...(isDecided ? [askButton(writer.plain(say('Waivers and declarations')), { kind: 'waivers', ...about })] : []),
  ];
}
