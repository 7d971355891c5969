/** `npm run -s check`: the report of one instance or of all, and the exit status that scripts rely on. Contract 4 and 7.19. */
import { pickInstance } from '../conversation/pick-instance.ts';
import type { Verdict } from '../model/finding.ts';
import type { Requirement } from '../model/requirement.ts';
import type { Retirement } from '../model/retirement.ts';
import type { Assessment, Assessor, DiscoveredInstance } from '../readiness/assessor.ts';
import { assessFleet } from '../readiness/fleet.ts';
import { type CheckArguments, UsageError } from './arguments.ts';
import { reportJson } from './report-json.ts';
import { reportText } from './report-text.ts';
import { EXIT, type Output } from './run.ts';

/** No instance to check: none of that name, or none at all. Exit status 66. */
class NoInstance extends Error {}

function chosen(args: CheckArguments, instances: readonly DiscoveredInstance[]): readonly DiscoveredInstance[] {
  if (instances.length === 0) {
    throw new NoInstance(
      'No API Management instance can be seen. Does the identity have Reader on the subscriptions in scope?',
    );
  }
  if (args.name === undefined) return instances;
  const pick = pickInstance(args.name, instances);
  if (pick.kind === 'one') return [pick.instance];
  if (pick.kind === 'several') {
    const ids = pick.instances.map((instance) => `  ${instance.id}`).join('\n');
    throw new UsageError(
      `There are ${pick.instances.length} instances named ${args.name}; give one of these ids:\n${ids}`,
    );
  }
  const near = pick.near.map((instance) => instance.name).join(', ');
  throw new NoInstance(`No instance named ${args.name} can be seen.${near === '' ? '' : ` Did you mean: ${near}?`}`);
}

function statusOf(verdicts: readonly Verdict[]): number {
  if (verdicts.some((verdict) => verdict === 'not-ready' || verdict === 'action-needed')) return EXIT.unmet;
  return verdicts.includes('undecided') ? EXIT.undecided : EXIT.ready;
}

function knownMonths(retirements: readonly Retirement[]): string {
  return [...new Set(retirements.map((retirement) => retirement.effective.slice(0, 7)))].sort().join(', ');
}

/**
 * Runs `check` and returns the exit status. Throws `UsageError`, `AzureUnreachable`; everything else that can go wrong
 * stands in the report.
 */
export async function checkCommand(
  args: CheckArguments,
  parts: {
    readonly assessor: Assessor;
    readonly requirements: readonly Requirement[];
    readonly retirements: readonly Retirement[];
    readonly output: Output;
  },
): Promise<number> {
  const { assessor, requirements, output } = parts;
  let instances: readonly DiscoveredInstance[];
  try {
    instances = chosen(args, await assessor.instances());
  } catch (error) {
    if (!(error instanceof NoInstance)) throw error;
    output.err(`${error.message}\n`);
    return EXIT.noInstance;
  }
  const assessments = await assessFleet(instances, assessor, { month: args.month });
  const reports = assessments.flatMap((assessment) => assessment.reports);
  const [first] = assessments;
  if (first === undefined || reports.length === 0) {
    throw new UsageError(
      `No retirement fits ${args.month}; the months that are known: ${knownMonths(parts.retirements)}.`,
    );
  }
  const whole: Assessment = { ...first, reports };
  const { width, color } = output;
  output.out(
    args.json
      ? reportJson({ ...whole, requirements }, args.whatIf)
      : reportText({ assessment: whole, requirements, width, color, change: args.whatIf }),
  );
  return statusOf(reports.map((report) => report.verdict));
}
