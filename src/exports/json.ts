/** The JSON document of `check --format json`. docs/rules.md#json: keys may be added, never renamed. */

import { type RequirementTitle, titleOf } from '../../cards/wording/status.ts';
import { whatIfSentence } from '../../cards/wording/what-if.ts';
import { writerFor } from '../../cards/wording/writer.ts';
import type { AzureSays } from '../model/announcement.ts';
import type { Finding, Item, Report, TriedChange } from '../model/finding.ts';
import { given } from '../model/given.ts';
import type { Text } from '../model/text.ts';
import type { Assessment } from '../readiness/assessor.ts';
import { isFlag, whatIf } from '../readiness/what-if.ts';
import type { JsonAzureSays, JsonFinding, JsonItem, JsonReport, JsonWhatIf, ReportDocument } from './report-schema.ts';

/** What the document is made from; several instances of one run share the instant and the day. */
export interface ReportSource extends Pick<Assessment, 'checkedAt' | 'today' | 'reports'> {
  /** The list of all requirements fits. */
  readonly requirements: readonly RequirementTitle[];
}

/** Makes the document. Sentences are rendered in English; findings and items keep the order they are in. */
export function reportDocument({ checkedAt, today, reports, requirements }: ReportSource): ReportDocument {
  return {
    checkedAt,
    today,
    reports: reports.map((report) => ({
      ...jsonReport(report, requirements),
      ...(report.tried === undefined ? {} : { whatIf: jsonWhatIf(report, report.tried) }),
    })),
  };
}

/** The document as text, two spaces deep, ending with a line break. */
export function reportJson(source: ReportSource): string {
  return `${JSON.stringify(reportDocument(source), null, 2)}\n`;
}

function jsonWhatIf(report: Report, tried: TriedChange): JsonWhatIf {
  const outcome = whatIf(report, tried);
  const { change, safe, stops, undecided, broken, ends, verdict } = outcome;
  return {
    change,
    safe,
    message: english(whatIfSentence(outcome, report.instance.name)),
    stops: stops.map(consequence),
    undecided: undecided.map(consequence),
    broken: broken.map(consequence),
    ...(isFlag(change) ? {} : { ends: ends.map(consequence), verdict }),
  };
}

function consequence({ subject, location, reason, message }: Item): JsonWhatIf['stops'][number] {
  return {
    subject,
    ...given({ location, reason }),
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
    ...(report.azureSays === undefined ? {} : { azureSays: jsonAzureSays(report.azureSays) }),
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
    ...given({ location, row }),
    status: item.status,
    ...given({ impact, reason }),
    message: english(item.message),
    evidence: item.evidence.map(({ resource, property, observed, expected }) => ({
      resource,
      property,
      observed,
      ...given({ expected }),
    })),
    ...(source === undefined ? {} : { source: { policy: source.policy, hash: source.hash } }),
    ...(fix === undefined
      ? {}
      : {
          fix: {
            title: english(fix.title),
            portal: fix.portal,
            docs: fix.docs,
            ...given({ command: fix.command }),
          },
        }),
  };
}

function jsonAzureSays({ announcements, unread }: AzureSays): JsonAzureSays {
  return { announcements: announcements.map((one) => ({ ...one })), unread: [...unread] };
}
