/**
 * The shape of the JSON document of `check --format json`, from which `docs/report.schema.json` is generated and the types are
 * inferred: one cannot change without the other. docs/rules.md#json: keys may be added, never renamed.
 */
import * as v from 'valibot';
import type { Announcement, AnnouncementSource } from '../model/announcement.ts';
import { type Impact, type Status, verdictsWorstFirst } from '../model/finding.ts';
import { whatIfForms } from '../model/what-if.ts';
import type { WhatIf } from '../readiness/what-if.ts';

const described = <const Schema extends v.GenericSchema>(schema: Schema, description: string) =>
  v.pipe(schema, v.description(description));

const status = v.picklist(['pass', 'warn', 'fail', 'unknown', 'not-applicable'] as const satisfies readonly Status[]);
const impact = described(
  v.picklist(['outage', 'unsupported'] as const satisfies readonly Impact[]),
  'What an unmet requirement costs: calls or features stop, or nothing is cut by itself.',
);
const verdict = v.picklist(verdictsWorstFirst);
const day = described(v.pipe(v.string(), v.isoDate()), 'A UTC day, YYYY-MM-DD.');
const subject = described(
  v.string(),
  'The ARM id where there is one (compare it without regard to case), else a host.',
);
const location = described(v.string(), "Azure's short name of a gateway location, or gateways/NAME.");
const reason = described(
  v.string(),
  'The most specific cause, a code of docs/rules.md; there on all but a plain pass.',
);
const counted = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0)));

const evidence = v.object({
  resource: described(v.string(), 'An ARM id, or a host where there is none.'),
  property: described(v.string(), "A JSON path in Azure's wire format, or the name of the read."),
  observed: v.string(),
  expected: v.exactOptional(v.string()),
});

const fix = v.object({
  title: v.string(),
  portal: described(v.string(), 'The page of the Azure portal.'),
  docs: described(v.string(), "Microsoft's documentation."),
  command: v.exactOptional(v.string()),
});

const item = v.object({
  subject,
  location: v.exactOptional(location),
  row: v.exactOptional(described(v.pipe(v.number(), v.integer()), 'network-rules only: the row of the rule.')),
  status,
  impact: v.exactOptional(impact),
  reason: v.exactOptional(reason),
  message: v.string(),
  evidence: v.array(evidence),
  source: v.exactOptional(
    v.object({
      policy: described(v.string(), 'Id of what holds the unresolved call.'),
      hash: described(
        v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
        'Of the text as read; what a declaration names.',
      ),
    }),
  ),
  fix: v.exactOptional(described(fix, 'There on every fail and warn.')),
});

const finding = v.object({
  requirement: v.string(),
  title: described(v.string(), 'What the requirement comes to in this state.'),
  status,
  impact: v.exactOptional(impact),
  items: described(v.pipe(v.array(item), v.minLength(1)), 'Worst first.'),
});

const consequences = v.array(
  v.object({ subject, location: v.exactOptional(location), reason: v.exactOptional(reason), message: v.string() }),
);

const whatIf = v.object({
  change: described(v.string(), `What was tried, one of: ${whatIfForms.join(', ')}.`),
  safe: v.picklist(['done', 'yes', 'no', 'unknown'] as const satisfies readonly WhatIf['safe'][]),
  message: v.string(),
  stops: described(consequences, 'What has no other way.'),
  undecided: described(consequences, 'What could not be decided.'),
  broken: described(consequences, 'What fails whatever the flag says.'),
  ends: v.exactOptional(described(consequences, 'What any change but the flag puts right.')),
  verdict: v.exactOptional(described(verdict, 'The verdict with any change but the flag.')),
});

const announcementSource = v.picklist(['advisor', 'service-health'] as const satisfies readonly AnnouncementSource[]);

const azureSays = v.object({
  announcements: v.array(
    v.object({
      source: announcementSource,
      id: described(v.string(), 'ARM id.'),
      reference: described(v.string(), 'What a support request names.'),
      kind: v.picklist([
        'retirement',
        'recommendation',
        'advisory',
        'incident',
        'maintenance',
      ] as const satisfies readonly Announcement['kind'][]),
      title: described(v.string(), "Azure's own words."),
      page: described(v.string(), 'Where it stands in the portal.'),
      day: v.exactOptional(day),
      effective: v.exactOptional(day),
      retirement: v.exactOptional(described(v.string(), 'Id of the retirement, where the catalogue knows it.')),
      dismissed: v.boolean(),
    }),
  ),
  unread: described(v.array(announcementSource), 'What could not be read, so that silence there means nothing.'),
});

const report = v.object({
  instance: v.object({
    id: described(v.string(), 'ARM id.'),
    name: v.string(),
    resourceGroup: v.string(),
    subscriptionId: v.string(),
    location: v.string(),
    sku: v.string(),
  }),
  retirement: described(v.string(), 'Id of what Azure takes away.'),
  effective: described(day, 'The UTC day from which it is in force, YYYY-MM-DD.'),
  verdict,
  scanned: described(
    v.object({
      policies: counted,
      backends: counted,
      loggers: counted,
      namedValues: counted,
      certificates: counted,
    }),
    'How much was read; null where it was not read, or could not be.',
  ),
  notes: v.array(v.string()),
  findings: v.array(finding),
  azureSays: v.exactOptional(
    described(
      azureSays,
      'What Azure Advisor and Service Health say; it changes no verdict. On the first report of an instance.',
    ),
  ),
  whatIf: v.exactOptional(described(whatIf, 'Only with --what-if.')),
});

/** The document; consumers must expect further keys. */
export const reportDocument = v.pipe(
  v.object({
    checkedAt: described(v.pipe(v.string(), v.isoTimestamp()), 'The instant of the reading.'),
    today: described(day, 'The UTC day that judging assumed, YYYY-MM-DD.'),
    reports: v.array(report),
  }),
  v.title('Readiness of API Management instances'),
  v.description('What `check --format json` prints. Keys may be added, never renamed.'),
);

/** The document, keys in the order of docs/rules.md#json. */
export type ReportDocument = v.InferOutput<typeof reportDocument>;
/** One report in it. */
export type JsonReport = ReportDocument['reports'][number];
/** One finding of a report. */
export type JsonFinding = JsonReport['findings'][number];
/** One item of a finding. */
export type JsonItem = JsonFinding['items'][number];
/** What Azure itself says. */
export type JsonAzureSays = NonNullable<JsonReport['azureSays']>;
/** What a change would do. */
export type JsonWhatIf = NonNullable<JsonReport['whatIf']>;
