/** Three-valued answers: yes, no, or unknown with the reason why nobody can tell. */
import { foremost, type ReasonCode } from './reasons.ts';

/** It is so. */
interface Yes {
  readonly answer: 'yes';
  readonly reason?: never;
}

/** It is not so. `reason` where the cause has a code of its own. */
interface No {
  readonly answer: 'no';
  readonly reason?: ReasonCode;
}

/** Nobody can tell, and why. */
export interface Unknown {
  readonly answer: 'unknown';
  readonly reason: ReasonCode;
}

/** A three-valued answer. */
export type Answer = Yes | No | Unknown;

const isUnknown = (answer: Answer): answer is Unknown => answer.answer === 'unknown';

/** The foremost reason among answers of which one at least is unknown; undefined where none is. */
function unknownAmong(answers: readonly Answer[]): Unknown | undefined {
  const reason = foremost(answers.filter(isUnknown).map((one) => one.reason));
  return reason === undefined ? undefined : { answer: 'unknown', reason };
}

function noAmong(answers: readonly Answer[]): No {
  const reason = foremost(answers.map((one) => one.reason));
  return reason === undefined ? { answer: 'no' } : { answer: 'no', reason };
}

/** Yes where all are; no where any is; else unknown, with the foremost reason. Yes among none. */
export function allOf(answers: readonly Answer[]): Answer {
  const no = answers.filter(({ answer }) => answer === 'no');
  return no.length > 0 ? noAmong(no) : (unknownAmong(answers) ?? { answer: 'yes' });
}

/** Yes where any is; else unknown where any is, with the foremost reason; else no. No among none. */
export function anyOf(answers: readonly Answer[]): Answer {
  if (answers.some(({ answer }) => answer === 'yes')) return { answer: 'yes' };
  return unknownAmong(answers) ?? noAmong(answers);
}
