/** What exports are written from: reports of the demo, and names as strangers may give them. */
import { sampleEstate } from '../../src/demo/sample-estate/index.ts';
import type { ExportSource } from '../../src/exports/export-source.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Report } from '../../src/model/finding.ts';
import { say } from '../../src/model/text.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { assessInMemory } from './assess.ts';
import { instancesIn } from './estates.ts';
import { finding, INSTANCE, item, report } from './report.ts';

export const TODAY = '2026-11-28';

/** Reports for an English reader. */
export function exportSource(reports: readonly Report[], rest: Partial<ExportSource> = {}): ExportSource {
  return {
    checkedAt: `${TODAY}T10:03:00.123Z`,
    checkedAs: "the bot's identity (Reader)",
    today: TODAY,
    reports,
    requirements,
    view: { locale: 'en-GB', timeZone: 'UTC' },
    ...rest,
  };
}

const resources = sampleEstate(TODAY).resources as readonly ArmResource[];

/** Every instance of the demo. */
export const demoReports: readonly Report[] = instancesIn(resources).map((id) =>
  assessInMemory(resources, { id, today: TODAY }),
);

/** A name that would do harm in every format that took it for more than a name. */
const HOSTILE =
  '=cmd|"/c calc"!A1</script><img src=x onerror=alert(1)>]]>&\'\u0000\u202e[x](https://evil.example)|;,\ud800';

/** A report in which everything that a stranger may name is such a name. */
export const hostileReport: Report = report(
  [
    finding(
      'gateway-dependencies',
      item('fail', {
        subject: `/subscriptions/${HOSTILE}`,
        reason: 'G-RELIES',
        message: say('{vault} admits nobody.', { vault: HOSTILE }),
        fix: {
          title: say('Admit {vault}', { vault: HOSTILE }),
          portal: 'javascript:alert(1)',
          docs: 'https://evil.example/',
        },
      }),
    ),
  ],
  { instance: { ...INSTANCE, name: HOSTILE, resourceGroup: HOSTILE } },
);
