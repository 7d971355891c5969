/** One page for people who read no JSON: to be sent, archived and printed. No script, nothing from elsewhere. */
import { aboutSilence, announcementSentence, azureAlsoSays } from '../../cards/wording/announcement.ts';
import { andMore, checkedLines, scannedPieces } from '../../cards/wording/answer.ts';
import { whatIsBroken } from '../../cards/wording/cause.ts';
import {
  needsAttention,
  statusSymbol,
  statusWithImpact,
  statusWord,
  titleOf,
  worstFirst,
} from '../../cards/wording/status.ts';
import { retirementClock, verdictSymbol, verdictWord } from '../../cards/wording/verdict.ts';
import { dayInWords } from '../model/days.ts';
import type { Finding, Report } from '../model/finding.ts';
import { count, say, type Text } from '../model/text.ts';
import { worstVerdict } from '../readiness/assess.ts';
import { donut } from './donut.ts';
import { type Child, element, link, type Markup } from './element.ts';
import { type ExportSource, instanceName, type SourceWriter, worstReportsFirst, writerOf } from './export-source.ts';
import { STYLE } from './html-style.ts';

/** Nothing is loaded and nothing runs, whatever a name may hold. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** Items told in full for one requirement; CSV and JSON have them all. */
const MOST_ITEMS = 8;

/** The reports as one page. */
export function reportHtml(source: ExportSource): string {
  const writer = writerOf(source);
  const { plain } = writer;
  const reports = worstReportsFirst(source);
  const instances = Map.groupBy(reports, ({ instance }) => instance.id.toLowerCase());
  const title = plain(titleFor([...instances.values()]));
  const verdicts = [...instances.values()].map((some) => worstVerdict(some.map(({ verdict }) => verdict)));
  const page = element(
    'html',
    { lang: writer.language },
    element(
      'head',
      {},
      element('meta', { charset: 'utf-8' }),
      element('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
      element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      element('meta', { name: 'referrer', content: 'no-referrer' }),
      element('title', {}, title),
      { markup: `<style>${STYLE}</style>` },
    ),
    element(
      'body',
      {},
      element(
        'header',
        {},
        element('h1', {}, title),
        element('p', { class: 'quiet' }, plain(dayInWords(source.today))),
      ),
      element(
        'main',
        {},
        verdicts.length > 1 ? [donut(verdicts, writer), overview(reports, source, writer)] : [],
        reports.map((report) => section(report, source, writer)),
      ),
      element(
        'footer',
        { class: 'quiet' },
        checkedLines(source, writer).map((line) => element('p', {}, plain(line))),
      ),
    ),
  );
  return `<!DOCTYPE html>\n${page.markup}\n`;
}

function titleFor(instances: readonly (readonly Report[])[]): Text {
  const [first] = instances[0] ?? [];
  return instances.length === 1 && first !== undefined
    ? say('Readiness of {instance}', { instance: first.instance.name })
    : count(instances.length, {
        one: 'Readiness of {count} API Management instance',
        other: 'Readiness of {count} API Management instances',
      });
}

/** The place of a report's section in the page. */
function anchor(report: Report, { reports }: ExportSource): string {
  return `report-${reports.indexOf(report) + 1}`;
}

function table(caption: Text, head: readonly Text[], bodies: readonly Markup[], { plain }: SourceWriter): Markup {
  return element(
    'table',
    {},
    element('caption', {}, plain(caption)),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        head.map((words) => element('th', { scope: 'col' }, plain(words))),
      ),
    ),
    bodies,
  );
}

/** A symbol for the eye beside its words. */
function marked(symbol: string, words: string): Child {
  return [element('span', { 'aria-hidden': 'true' }, symbol), ` ${words}`];
}

function overview(reports: readonly Report[], source: ExportSource, writer: SourceWriter): Markup {
  const { plain } = writer;
  const rows = reports.map((report) =>
    element(
      'tr',
      {},
      element(
        'th',
        { scope: 'row' },
        element('a', { href: `#${anchor(report, source)}` }, instanceName(report, source)),
      ),
      element(
        'td',
        { class: `state ${report.verdict}` },
        marked(verdictSymbol(report.verdict), plain(verdictWord(report.verdict))),
      ),
      element('td', {}, whatIsBroken(report, source.requirements, writer) ?? ''),
      element('td', { class: 'state' }, plain(dayInWords(report.effective))),
    ),
  );
  const head = [say('Instance'), say('Verdict'), say('What is wrong'), say('In force')];
  return table(say('Overview'), head, [element('tbody', {}, rows)], writer);
}

function section(report: Report, source: ExportSource, writer: SourceWriter): Markup {
  const { plain } = writer;
  const { instance } = report;
  const findings = worstFirst(report.findings);
  const open = findings.filter(needsAttention);
  const head = [say('Status'), say('What was seen'), say('Fix')];
  const broken = whatIsBroken(report, source.requirements, writer);
  const place = [instance.resourceGroup, instance.sku, instance.location].join(' · ');
  const read = say('Read: {pieces}', { pieces: scannedPieces(report).map(plain).join(', ') });
  return element(
    'section',
    { id: anchor(report, source) },
    element(
      'h2',
      { class: report.verdict },
      marked(
        verdictSymbol(report.verdict),
        plain(say('{name} {verdict}', { name: instanceName(report, source), verdict: verdictWord(report.verdict) })),
      ),
    ),
    broken === undefined ? [] : element('p', {}, broken),
    element('p', { class: 'quiet' }, plain(retirementClock(report, source.today))),
    element('p', { class: 'quiet' }, `${place} · ${plain(read)}`),
    report.notes.map((note) => element('p', {}, plain(note))),
    open.length === 0
      ? []
      : table(
          say('What needs attention'),
          head,
          open.map((finding) => groupOf(finding, source, writer)),
          writer,
        ),
    settled(findings, 'pass', source, writer),
    settled(findings, 'not-applicable', source, writer),
    azureSays(report, source, writer),
  );
}

/** A requirement above its items. */
function groupOf({ requirement, status, items }: Finding, source: ExportSource, writer: SourceWriter): Markup {
  const { plain } = writer;
  const open = items.filter(needsAttention);
  const shown = open.slice(0, MOST_ITEMS);
  const left = open.length - shown.length;
  const title = plain(titleOf(requirement, status, source.requirements));
  const more = left === 0 ? [] : [element('span', { class: 'quiet' }, ` (${plain(andMore(left))})`)];
  return element(
    'tbody',
    {},
    element('tr', {}, element('th', { scope: 'rowgroup', colspan: 3 }, title, more)),
    shown.map((item) =>
      element(
        'tr',
        {},
        element(
          'td',
          { class: 'state' },
          marked(statusSymbol(item.status), plain(statusWithImpact(item.status, item.impact))),
        ),
        element('td', {}, writer.item(item)),
        element('td', {}, item.fix === undefined ? [] : link(plain(item.fix.title), item.fix.portal)),
      ),
    ),
  );
}

/** What asks for nothing, in a line. */
function settled(
  findings: readonly Finding[],
  status: 'pass' | 'not-applicable',
  { requirements }: ExportSource,
  { plain }: SourceWriter,
): Child {
  const titles = findings
    .filter((finding) => finding.status === status)
    .map(({ requirement }) => plain(titleOf(requirement, status, requirements)));
  if (titles.length === 0) return [];
  return element(
    'p',
    { class: 'quiet' },
    marked(statusSymbol(status), `${plain(statusWord(status))}: `),
    titles.join(' · '),
  );
}

/** What Azure itself says of the instance; nothing where it says nothing. */
function azureSays(report: Report, { today }: ExportSource, { plain }: SourceWriter): Child {
  const lines: readonly Child[] = [
    ...(report.azureSays?.announcements ?? []).map((one) => link(plain(announcementSentence(one, today)), one.page)),
    ...aboutSilence(report).map(plain),
  ];
  if (lines.length === 0) return [];
  return [
    element('h3', {}, plain(azureAlsoSays)),
    element(
      'ul',
      {},
      lines.map((line) => element('li', {}, line)),
    ),
  ];
}
