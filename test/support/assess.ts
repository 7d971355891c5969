/** Judges resources in memory: everything that judges, without the wire. For tests of thousands of estates. */
import { scannedCounts } from '../../src/calls/scan-progress.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { Report } from '../../src/model/finding.ts';
import { retirements } from '../../src/model/retirement.ts';
import { assess } from '../../src/readiness/assess.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { type SubjectOptions, subjectOf } from './subject.ts';

/** The report of an instance; `APIM` unless another id is given. */
export function assessInMemory(
  resources: readonly ArmResource[],
  options: SubjectOptions & { readonly wrap?: (estate: Estate) => Estate } = {},
): Report {
  const [retirement] = retirements;
  if (retirement === undefined) throw new Error('there is no retirement');
  const subject = subjectOf(resources, options);
  const estate = options.wrap?.(subject.estate) ?? subject.estate;
  return assess({ ...subject, estate }, requirements, retirement, scannedCounts);
}
