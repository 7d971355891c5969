/** `npm run -s check`: the report of one instance, of some or of all, and the exit status that scripts rely on. */
import { exportReports } from '../exports/formats.ts';
import { planText } from '../exports/plan-text.ts';
import { type Report, type Verdict, verdictsWorstFirst } from '../model/finding.ts';
import type { FixFormat } from '../model/fix-format.ts';
import type { Requirement } from '../model/requirement.ts';
import { monthsOf, type Retirement } from '../model/retirement.ts';
import type { Assessment, Assessor, DiscoveredInstance } from '../readiness/assessor.ts';
import { assessFleet } from '../readiness/fleet.ts';
import { causesText } from './causes-text.ts';
import type { CheckArguments, CheckFormat, FailOn } from './check-arguments.ts';
import { chosenInstances, NoInstance } from './chosen-instances.ts';
import { UsageError } from './command.ts';
import { EXIT } from './exit-status.ts';
import { fleetTable } from './fleet-table.ts';
import { type Output, writeResult } from './output.ts';
import { writer } from './page.ts';
import { reportText } from './report-text.ts';

/** What `check` stands on. */
export interface CheckParts {
  readonly assessor: Assessor;
  readonly requirements: readonly Requirement[];
  readonly retirements: readonly Retirement[];
  readonly output: Output;
}

function exitStatus(verdicts: readonly Verdict[], failOn: FailOn): number {
  const failing = failOn === 'never' ? [] : verdictsWorstFirst.slice(0, verdictsWorstFirst.indexOf(failOn) + 1);
  const counts = (verdict: Verdict) => failing.some((one) => one === verdict) && verdicts.includes(verdict);
  if (counts('not-ready') || counts('action-needed')) return EXIT.unmet;
  return counts('undecided') ? EXIT.undecided : EXIT.ready;
}

function shows(verdict: Verdict, { only }: CheckArguments): boolean {
  return only === undefined || (only === 'unmet' ? verdict !== 'ready' : verdict === only);
}

/**
 * Runs `check` and returns the exit status. Throws `UsageError`, `AzureUnreachable`; everything else that can go wrong
 * stands in the report.
 */
export async function checkCommand(args: CheckArguments, parts: CheckParts): Promise<number> {
  const { assessor, output } = parts;
  let instances: readonly DiscoveredInstance[];
  try {
    instances = chosenInstances(args, await assessor.instances());
  } catch (error) {
    if (!(error instanceof NoInstance)) throw error;
    output.err(`${error.message}\n`);
    return EXIT.noInstance;
  }
  const assessments = await assessed(instances, args, parts);
  const reports = assessments.flatMap((assessment) => assessment.reports);
  if (reports.length === 0) {
    throw new UsageError(
      `No retirement fits ${args.month}; the months that are known: ${monthsOf(parts.retirements).join(', ')}.`,
    );
  }
  const result = (format: CheckFormat, color: boolean) => resultOf(format, args, instances, assessments, parts, color);
  for (const { file, format } of args.output) writeResult(file, result(format, false));
  if (args.output.length === 0 && !args.quiet) output.out(result(args.format, output.color));
  return exitStatus(
    reports.map(({ verdict }) => verdict),
    args.failOn,
  );
}

async function assessed(
  instances: readonly DiscoveredInstance[],
  { month, quiet, fix, live, whatIf }: CheckArguments,
  { assessor, output }: CheckParts,
): Promise<readonly Assessment[]> {
  const progress = (line: string | undefined) => (quiet ? undefined : output.progress?.(line));
  progress(`Reading Azure: 0 of ${instances.length}`);
  try {
    return await assessFleet(instances, assessor, {
      month,
      plan: fix !== undefined,
      live,
      whatIf,
      onDone: ({ done, total }) => progress(`Reading Azure: ${done} of ${total}`),
    });
  } finally {
    progress(undefined);
  }
}

/** The plan of each report, one after the other. */
function plansText(assessments: readonly Assessment[], format: FixFormat): string {
  return assessments
    .flatMap(({ reports, plans = [] }) =>
      reports.flatMap(({ instance }, index) => {
        const plan = plans[index];
        return plan === undefined ? [] : [planText({ instance, plan, format, writer })];
      }),
    )
    .join('\n');
}

/** What is written: a format of its own, a table of several, or one instance. */
function resultOf(
  format: CheckFormat,
  args: CheckArguments,
  instances: readonly DiscoveredInstance[],
  assessments: readonly Assessment[],
  { requirements, output }: CheckParts,
  color: boolean,
): string {
  const { width } = output;
  const reports = assessments
    .flatMap((one): readonly Report[] => one.reports)
    .filter(({ verdict }) => shows(verdict, args));
  const [first] = assessments;
  if (first === undefined) return '';
  const assessment: Assessment = { ...first, reports };
  if (args.fix !== undefined) return plansText(assessments, args.fix);
  if (format !== 'text')
    return exportReports(format, { ...assessment, requirements, view: { locale: args.locale, timeZone: 'UTC' } });
  if (args.verbose) return reportText({ assessment, requirements, width, color });
  if (instances.length === 1 || args.whatIf !== undefined)
    return causesText({ assessment, requirements, width, color });
  return fleetTable({
    instances,
    assessments,
    requirements,
    width,
    color,
    shows: (verdict) => shows(verdict, args),
  });
}
