/**
 * SARIF 2.1.0, for code scanning: what needs attention, an outage as `error`, what is unsupported as `warning`, what is worth a
 * look as `note`, and what could not be decided as a result of the kind `open`. Source: SARIF 2.1.0, OASIS; "SARIF support for
 * code scanning", GitHub.
 */

import { createHash } from 'node:crypto';
import { needsAttention, titleOf } from '../../cards/wording/status.ts';
import { idKey } from '../model/arm.ts';
import type { Item, Report } from '../model/finding.ts';
import { given } from '../model/given.ts';
import { type ExportSource, instanceName, type SourceWriter, writerOf } from './export-source.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** The reports as one SARIF log with one run. */
export function reportSarif(source: ExportSource): string {
  const writer = writerOf(source);
  const results = source.reports.flatMap((report) => resultsOf(report, source, writer));
  const used = source.requirements.filter(({ id }) => results.some(({ ruleId }) => ruleId === id));
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'APIM Readiness Bot',
            rules: used.map(({ id, title, why, source: { url }, retirement }) => ({
              id,
              shortDescription: { text: writer.plain(title) },
              fullDescription: { text: writer.plain(why) },
              help: { text: `${writer.plain(why)} ${url}` },
              helpUri: url,
              properties: { tags: [retirement] },
            })),
          },
        },
        invocations: [{ executionSuccessful: true, endTimeUtc: source.checkedAt }],
        language: writer.language,
        columnKind: 'utf16CodeUnits',
        results: results.map((result) => ({
          ...result,
          ...(used.some(({ id }) => id === result.ruleId)
            ? { ruleIndex: used.findIndex(({ id }) => id === result.ruleId) }
            : {}),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultsOf(report: Report, source: ExportSource, writer: SourceWriter) {
  const { requirements } = source;
  const name = instanceName(report, source);
  return report.findings.flatMap(({ requirement, status, items }) =>
    items.filter(needsAttention).map((item) => ({
      ruleId: requirement,
      ...severityOf(item),
      message: {
        text: messageOf(`${name}: ${writer.plain(titleOf(requirement, status, requirements))}`, item, writer),
      },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: addressOf(item.subject) }, region: { startLine: 1 } },
          logicalLocations: [{ fullyQualifiedName: item.subject, kind: 'resource' }],
        },
      ],
      partialFingerprints: { primaryLocationLineHash: fingerprint(report, requirement, item) },
      properties: {
        instance: report.instance.id,
        retirement: report.retirement,
        effective: report.effective,
        ...given({ reason: item.reason, location: item.location }),
        ...(item.fix === undefined ? {} : { portal: item.fix.portal, docs: item.fix.docs }),
      },
    })),
  );
}

function severityOf({ status, impact }: Item) {
  if (status === 'unknown') return { kind: 'open', level: 'none' };
  if (status === 'warn') return { kind: 'fail', level: 'note' };
  return { kind: 'fail', level: impact === 'unsupported' ? 'warning' : 'error' };
}

/** Square brackets would begin a link (SARIF 3.11.6). */
function messageOf(title: string, item: Item, writer: SourceWriter): string {
  const sentences = [
    `${title}.`,
    writer.item(item),
    ...(item.fix === undefined ? [] : [`${writer.plain(item.fix.title)}: ${item.fix.portal}`]),
  ];
  return sentences.join(' ').replace(/[\\[\]]/g, '\\$&');
}

/** A resource has no file; its id, as a path without a root, stands for one: code scanning takes no result without. */
function addressOf(subject: string): string {
  return subject.toWellFormed().replace(/^\/+/, '').split('/').map(encodeURIComponent).join('/');
}

/** The same for the same finding of the next run, whatever its sentences say. */
function fingerprint(report: Report, requirement: string, { subject, location, row }: Item): string {
  const what = [idKey(report.instance.id), report.retirement, requirement, idKey(subject), location, row];
  return createHash('sha256').update(JSON.stringify(what)).digest('hex');
}
