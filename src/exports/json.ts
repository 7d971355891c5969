/** The JSON document of `check --json`. docs/rules.md#json: keys may be added, never renamed. */
import { whatIfSentence } from '../../cards/what-if-card.ts';
import { type RequirementTitle, titleOf } from '../../cards/wording.ts';
import { writerFor } from '../../cards/writer.ts';
import type {
  Evidence,
  Finding,
  Impact,
  Item,
  ItemSource,
  Report,
  Scanned,
  Status,
  Verdict,
} from '../model/finding.ts';
import type { Text } from '../model/text.ts';
import type { Assessment } from '../readiness/assessor.ts';
import { type Change, type WhatIf, whatIf } from '../readiness/what-if.ts';

interface JsonFix {
  readonly title: string;
  readonly portal: string;
  readonly docs: string;
  readonly command?: string;
}

interface JsonItem {
  readonly subject: string;
  readonly location?: string;
  readonly row?: number;
  readonly status: Status;
  readonly impact?: Impact;
  readonly reason?: string;
  readonly message: string;
  readonly evidence: readonly Evidence[];
  readonly source?: ItemSource;
  readonly fix?: JsonFix;
}

interface JsonFinding {
  readonly requirement: string;
  /** What the requirement comes to in this state, as a sentence. */
  readonly title: string;
  readonly status: Status;
  readonly impact?: Impact;
  readonly items: readonly JsonItem[];
}

interface JsonReport {
  readonly instance: Report['instance'];
  readonly retirement: string;
  readonly effective: string;
  readonly verdict: Verdict;
  readonly scanned: Scanned;
  readonly notes: readonly string[];
  readonly findings: readonly JsonFinding[];
  readonly whatIf?: JsonWhatIf;
}

/** Only where it was asked for. */
interface JsonWhatIf {
  readonly change: Change;
  readonly safe: WhatIf['safe'];
  readonly message: string;
  /** What has no other way, what could not be decided, and what fails whatever the flag says. */
  readonly stops: readonly JsonConsequence[];
  readonly undecided: readonly JsonConsequence[];
  readonly broken: readonly JsonConsequence[];
}

type JsonConsequence = Pick<JsonItem, 'subject' | 'location' | 'reason' | 'message'>;

/** The document, keys in the order of docs/rules.md#json. */
export interface ReportDocument {
  /** The real instant, ISO. */
  readonly checkedAt: string;
  /** The UTC day that judging assumed. */
  readonly today: string;
  readonly reports: readonly JsonReport[];
}

/** What the document is made from; several instances of one run share the instant and the day. */
export interface ReportSource extends Pick<Assessment, 'checkedAt' | 'today' | 'reports'> {
  /** The list of all requirements fits. */
  readonly requirements: readonly RequirementTitle[];
}

/** Makes the document; `change` is thought through for each report. Sentences are rendered in English; findings and items keep the order they are in. */
export function reportDocument(
  { checkedAt, today, reports, requirements }: ReportSource,
  change?: Change,
): ReportDocument {
  return {
    checkedAt,
    today,
    reports: reports.map((report) => ({
      ...jsonReport(report, requirements),
      ...(change === undefined ? {} : { whatIf: jsonWhatIf(report, change) }),
    })),
  };
}

/** The document as text, two spaces deep, ending with a line break. */
export function reportJson(source: ReportSource, change?: Change): string {
  return `${JSON.stringify(reportDocument(source, change), null, 2)}\n`;
}

function jsonWhatIf(report: Report, change: Change): JsonWhatIf {
  const { safe, stops, undecided, broken } = whatIf(report, change);
  const outcome = { change, safe, stops, undecided, broken };
  return {
    change,
    safe,
    message: english(whatIfSentence(outcome, report.instance.name)),
    stops: stops.map(consequence),
    undecided: undecided.map(consequence),
    broken: broken.map(consequence),
  };
}

function consequence({ subject, location, reason, message }: Item): JsonConsequence {
  return {
    subject,
    ...(location === undefined ? {} : { location }),
    ...(reason === undefined ? {} : { reason }),
    message: english(message),
  };
}

function english(text: Text): string {
  return writerFor({ locale: 'en-GB', timeZone: 'UTC' }).plain(text);
}

function jsonReport(report: Report, requirements: readonly RequirementTitle[]): JsonReport {
  const { id, name, resourceGroup, subscriptionId, location, sku } = report.instance;
  const { policies, backends, loggers, namedValues, certificates } = report.scanned;
  return {
    instance: { id, name, resourceGroup, subscriptionId, location, sku },
    retirement: report.retirement,
    effective: report.effective,
    verdict: report.verdict,
    scanned: { policies, backends, loggers, namedValues, certificates },
    notes: report.notes.map(english),
    findings: report.findings.map((finding) => jsonFinding(finding, requirements)),
  };
}

function jsonFinding(
  { requirement, status, impact, items }: Finding,
  requirements: readonly RequirementTitle[],
): JsonFinding {
  return {
    requirement,
    title: english(titleOf(requirement, status, requirements)),
    status,
    ...(status === 'fail' && impact !== undefined ? { impact } : {}),
    items: items.map(jsonItem),
  };
}

function jsonItem(item: Item): JsonItem {
  const { location, row, impact, reason, source, fix } = item;
  return {
    subject: item.subject,
    ...(location === undefined ? {} : { location }),
    ...(row === undefined ? {} : { row }),
    status: item.status,
    ...(impact === undefined ? {} : { impact }),
    ...(reason === undefined ? {} : { reason }),
    message: english(item.message),
    evidence: item.evidence.map(({ resource, property, observed, expected }) => ({
      resource,
      property,
      observed,
      ...(expected === undefined ? {} : { expected }),
    })),
    ...(source === undefined ? {} : { source: { policy: source.policy, hash: source.hash } }),
    ...(fix === undefined
      ? {}
      : {
          fix: {
            title: english(fix.title),
            portal: fix.portal,
            docs: fix.docs,
            ...(fix.command === undefined ? {} : { command: fix.command }),
          },
        }),
  };
}
