/** What leaves the chat and the terminal, held against what reads it: schemas, an XSD, and names that do harm. */
import { readFileSync } from 'node:fs';
import { parse } from 'node-html-parser';
import { SaxesParser } from 'saxes';
import { validateXML } from 'xmllint-wasm';
import { exportFormats, exportReports, formatOfFile } from '../../src/exports/formats.ts';
import { languages } from '../../src/languages/language.ts';
import { demoReports, exportSource, hostileReport } from '../support/export-source.ts';
import { schemaFaults } from '../support/json-schema.ts';
import { finding, item, oneOfEach, report } from '../support/report.ts';

const XSD = readFileSync(new URL('junit.xsd', import.meta.url), 'utf8');
// Microsoft's package of matchers holds OASIS' own schema.
const sarifSchema = JSON.parse(
  readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
);

const all = exportSource([...demoReports, oneOfEach, hostileReport]);

describe('every format', () => {
  it.each(exportFormats)(
    '%s names every instance that is not ready, and is chosen by the ending of a file',
    (format) => {
      const text = exportReports(format, exportSource(demoReports));
      const unready = demoReports.filter(({ verdict }) => verdict !== 'ready');
      expect(unready.length).toBeGreaterThan(5);
      for (const { instance } of unready) expect(text).toContain(instance.name);
      expect(exportFormats.map((one) => formatOfFile(`a.b/REPORT.${ending(one)}`))).toContain(format);
    },
  );

  it('leaves a file of another ending to the terminal', () => {
    expect(['report', 'report.txt', 'json', 'x.json.bak'].map(formatOfFile)).toEqual(Array(4).fill(undefined));
  });

  it.each(exportFormats.filter((format) => format !== 'json'))('%s is written in each language', (format) => {
    const texts = languages.map((locale) =>
      exportReports(format, exportSource(demoReports, { view: { locale, timeZone: 'UTC' } })),
    );
    expect(new Set(texts).size).toBe(languages.length);
  });
});

function ending(format: (typeof exportFormats)[number]): string {
  return { json: 'json', markdown: 'md', csv: 'csv', sarif: 'sarif', junit: 'XML', html: 'htm' }[format];
}

describe('SARIF', () => {
  const log = JSON.parse(exportReports('sarif', all));
  const [run] = log.runs;

  it("validates against OASIS' schema", () => {
    expect(schemaFaults(sarifSchema, log)).toEqual([]);
  });

  it('tells outages, what is unsupported, what deserves a look and what is open apart, and leaves out what is met', () => {
    const { results } = JSON.parse(exportReports('sarif', exportSource([oneOfEach]))).runs[0];
    expect(
      results.map(({ ruleId, kind, level }: Record<string, string>) => [ruleId, kind, level].join(' ')).toSorted(),
    ).toEqual(['outage fail error', 'unseen open none', 'unsupported fail warning', 'worth-a-look fail note']);
  });

  it('names the rule of every result', () => {
    const rules = run.tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(rules.length).toBeGreaterThan(5);
    for (const { ruleId, ruleIndex } of run.results) if (ruleIndex !== undefined) expect(rules[ruleIndex]).toBe(ruleId);
  });

  it('gives every result a fingerprint that the next run has too, whatever the day and the language', () => {
    const prints = (text: string) =>
      JSON.parse(text).runs[0].results.map(
        (one: { partialFingerprints: Record<string, string> }) => one.partialFingerprints.primaryLocationLineHash,
      );
    const first = prints(exportReports('sarif', exportSource(demoReports)));
    const later = exportSource(demoReports, { today: '2027-01-01', view: { locale: 'ja', timeZone: 'Asia/Tokyo' } });
    expect(prints(exportReports('sarif', later))).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
  });

  it('makes no link of a name', () => {
    const { message } = run.results.at(-1);
    expect(message.text).toContain('\\[x\\](');
  });
});

describe('JUnit', () => {
  it('validates against the XSD', async () => {
    const { valid, errors } = await validateXML({
      xml: [{ fileName: 'report.xml', contents: exportReports('junit', all) }],
      schema: [XSD],
    });
    expect(errors.map(({ message }) => message)).toEqual([]);
    expect(valid).toBe(true);
  });

  it('is refused by the XSD when an attribute is missing, so that the test can fail', async () => {
    const broken = exportReports('junit', all).replace(/ failures="\d+"/, '');
    const { valid } = await validateXML({ xml: [{ fileName: 'x.xml', contents: broken }], schema: [XSD] });
    expect(valid).toBe(false);
  });

  it('counts what it holds', () => {
    const seen = new Map<string, number>();
    const parser = new SaxesParser();
    let suites: Record<string, string> = {};
    parser.on('opentag', ({ name, attributes }) => {
      seen.set(name, (seen.get(name) ?? 0) + 1);
      if (name === 'testsuites') suites = attributes as Record<string, string>;
    });
    parser.write(exportReports('junit', all)).close();
    expect(suites).toMatchObject({
      tests: String(seen.get('testcase')),
      failures: String(seen.get('failure')),
      errors: String(seen.get('error')),
    });
    expect(seen.get('testsuite')).toBe(all.reports.length);
  });

  it('keeps the name of a case when its state changes', () => {
    const names = (status: 'pass' | 'fail') =>
      [
        ...exportReports('junit', exportSource([report([finding('key-vault-refresh', item(status))])])).matchAll(
          /<testcase [^>]*name="([^"]*)"/g,
        ),
      ].map(([, name]) => name);
    expect(names('fail')).toEqual(names('pass'));
  });
});

describe('CSV', () => {
  const lines = exportReports('csv', exportSource([hostileReport])).split('\r\n');

  it('has RFC 4180 rows, each with every column', () => {
    expect(lines).toHaveLength(3);
    expect(lines.at(-1)).toBe('');
    const cells = (line: string) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].length;
    expect(lines[0]).toMatch(/^"instance","resourceGroup",/);
    expect(cells(lines[1] ?? '')).toBe(cells(lines[0] ?? ''));
  });

  it('lets no spreadsheet take a name for a formula', () => {
    expect(lines[1]).toMatch(/^"'=cmd/);
    const starts = exportReports('csv', all).match(/(?:^|,)"?[=+\-@\t\r]/gm) ?? [];
    expect(starts).toEqual([]);
  });

  it('has a row for every item', () => {
    const items = demoReports.flatMap(({ findings }) => findings.flatMap((one) => one.items));
    expect(exportReports('csv', exportSource(demoReports)).trim().split('\r\n')).toHaveLength(items.length + 1);
  });
});

describe('Markdown', () => {
  it('keeps every row of a table in its line, with its cells', () => {
    const rows = exportReports('markdown', all)
      .split('\n')
      .filter((line) => line.startsWith('|'));
    const cells = (line: string) => line.replaceAll('\\|', '').split('|').length - 2;
    expect(rows.length).toBeGreaterThan(40);
    expect([...new Set(rows.map(cells))].toSorted()).toEqual([3, 4]);
  });

  it('makes neither markup nor a link of a name', () => {
    const text = exportReports('markdown', exportSource([hostileReport]));
    expect(text).not.toContain('<img');
    expect(text).not.toContain('[x](');
    expect(text).not.toContain('javascript:');
  });
});

describe('HTML', () => {
  const page = exportReports('html', exportSource(demoReports));
  const root = parse(page);

  it('loads nothing, runs nothing, and leads to the portal and the documentation alone', () => {
    const hostile = parse(exportReports('html', all));
    expect(hostile.querySelectorAll('script, img, iframe, object, link, form, base')).toEqual([]);
    const links = hostile.querySelectorAll('a').map((a) => a.getAttribute('href') ?? '');
    expect(links.length).toBeGreaterThan(20);
    for (const link of links)
      expect(link).toMatch(/^(?:#report-\d+$|https:\/\/(?:portal\.azure|learn\.microsoft)\.com\/)/);
    const attributes = hostile.querySelectorAll('*').flatMap((one) => Object.keys(one.attributes));
    expect(attributes.filter((name) => /^(?:on|src|style$)/i.test(name))).toEqual([]);
    expect(hostile.querySelectorAll('style')).toHaveLength(1);
    expect(hostile.querySelector('style')?.text).not.toMatch(/url\(|@import|<\//);
    expect(root.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content')).toContain(
      "default-src 'none'",
    );
  });

  it('shows a name as it is', () => {
    const [heading] = parse(exportReports('html', exportSource([hostileReport]))).querySelectorAll('h2');
    expect(heading?.text).toContain('=cmd|"/c calc"!A1</script><img src=x onerror=alert(1)>');
    expect(exportReports('html', exportSource([hostileReport]))).not.toContain('\u202e');
  });

  it('draws the ring with its parts in words, in shares that make a whole', () => {
    const svg = root.querySelector('svg');
    expect(svg?.getAttribute('role')).toBe('img');
    expect(svg?.getAttribute('aria-label')).toMatch(/^\d+% ready, \d+ not ready, /);
    const shares = root
      .querySelectorAll('circle')
      .map((one) => Number(one.getAttribute('stroke-dasharray')?.split(' ')[0]));
    expect(shares.reduce((sum, share) => sum + share + 0.8, 0)).toBeCloseTo(100, 1);
    expect(root.querySelectorAll('figcaption li')).toHaveLength(shares.length);
  });

  it('draws no ring for one instance', () => {
    const one = parse(exportReports('html', exportSource(demoReports.slice(0, 1))));
    expect(one.querySelectorAll('svg, nav')).toEqual([]);
    expect(one.querySelector('h1')?.text).toBe(`Readiness of ${demoReports[0]?.instance.name}`);
  });

  it('has headings in order, tables with captions and heads, and links that lead somewhere', () => {
    expect(root.querySelectorAll('h1')).toHaveLength(1);
    expect(root.querySelectorAll('h2')).toHaveLength(demoReports.length);
    for (const table of root.querySelectorAll('table')) {
      expect(table.querySelector('caption')?.text).not.toBe('');
      expect(table.querySelectorAll('th').every((th) => th.getAttribute('scope') !== undefined)).toBe(true);
    }
    for (const a of root.querySelectorAll('a[href^="#"]'))
      expect(root.querySelectorAll(a.getAttribute('href') ?? '')).toHaveLength(1);
  });

  it('says its language and fits dark screens and paper', () => {
    const german = exportReports(
      'html',
      exportSource(demoReports, { view: { locale: 'de-AT', timeZone: 'Europe/Vienna' } }),
    );
    expect(parse(german).querySelector('html')?.getAttribute('lang')).toBe('de');
    expect(page).toContain('@media (prefers-color-scheme: dark)');
    expect(page).toContain('@media print');
  });

  it('is well-formed XML behind its doctype, so that nothing was left open', () => {
    const parser = new SaxesParser();
    const faults: string[] = [];
    parser.on('error', ({ message }) => faults.push(message));
    parser.write(exportReports('html', all).replace('<!DOCTYPE html>', '')).close();
    expect(faults).toEqual([]);
  });
});
