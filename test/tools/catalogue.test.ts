/** The catalogue beside Microsoft's page: `pages/overview.md` has its table and days, in words of our own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { retirements } from '../../src/model/retirement.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { announcedIn } from '../../src/tools/breaking-changes-page.ts';
import { catalogue, cataloguePage, catalogueTable } from '../../src/tools/catalogue.ts';

const saved = fileURLToPath(new URL('pages/overview.md', import.meta.url));
const markdown = readFileSync(saved, 'utf8');
const PAGES = 'https://learn.microsoft.com/en-us/azure/api-management/breaking-changes';

/** The page as a browser saves it: whole addresses, a table head, markup around the words. */
function asHtml(page: string): string {
  const rows = announcedIn(page).map(({ title, page: name, day }) => {
    const [year, month, date] = [day.slice(0, 4), Number(day.slice(5, 7)), Number(day.slice(8))];
    const words = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(
      Date.UTC(Number(year), month - 1, date),
    );
    return `<tr>\n<td><a href="${PAGES}/${name}?view=x#top" data-linktype="relative-path">${title.replace('&', '&amp;')}</a></td>\n<td>${words}</td>\n</tr>`;
  });
  const head = '<thead><tr><th>Change Title</th><th>Effective Date</th></tr></thead>';
  return `<!DOCTYPE html><html lang="en-us"><body><table><tr><td>Edit</td><td>Share</td></tr></table><table>${head}<tbody>${rows.join('')}</tbody></table></body></html>`;
}

function run(...words: readonly string[]) {
  const written = { out: '', err: '' };
  const status = catalogue(
    words,
    (text) => {
      written.out += text;
    },
    (text) => {
      written.err += text;
    },
  );
  return { status, ...written };
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function check(page: string) {
  const file = join(folder, 'page');
  writeFileSync(file, page);
  return run('--check', file);
}

describe('npm run catalogue', () => {
  it('prints the table that docs/catalogue.md holds, which is fresh', () => {
    const { status, out } = run();
    expect({ status, out }).toEqual({ status: 0, out: `${catalogueTable(retirements, requirements)}\n` });
    expect(readFileSync('docs/catalogue.md', 'utf8')).toBe(cataloguePage());
    expect(cataloguePage()).toContain(out);
    const rows = out.split('\n');
    for (const { effective, docs } of retirements)
      expect(rows.filter((row) => row.startsWith(`| ${effective} | [`) && row.includes(`](${docs})`))).not.toEqual([]);
    expect(out.trim().split('\n')).toHaveLength(retirements.length + 2);
  });
});

describe('npm run catalogue -- --check', () => {
  it.each([
    ['Markdown', markdown],
    ['HTML', asHtml(markdown)],
    ['Markdown with Windows line ends', markdown.replaceAll('\n', '\r\n')],
    ['days written the British way', markdown.replace(/(\w+) (\d+), (\d{4})/g, '$2 $1 $3')],
  ])('ends with 0 where the page agrees: %s', (_, page) => {
    const out = `The ${announcedIn(markdown).length} rows of the page agree with the catalogue.\n`;
    expect(check(page)).toEqual({ status: 0, out, err: '' });
  });

  it('names a day that differs, a change that is new and one that is gone, and ends with 1', () => {
    const changed = markdown
      .replace('March 15, 2027', 'June 30, 2027')
      .replace(/^\| \[CAPTCHA.*\n/m, '')
      .replace(/^(\| \[Trusted.*)$/m, '$1\n| [Something else retires](./something-else-2028.md) | January 31, 2028 |');
    const sentences = [
      'captcha-endpoint: the page no longer has it (2025-09-30 in the catalogue).',
      'analytics-dashboard: 2027-06-30 on the page, 2027-03-15 in the catalogue.',
      'something-else-2028: "Something else retires", 2028-01-31 on the page, is not in the catalogue.',
      '',
    ];
    for (const page of [changed, asHtml(changed)])
      expect(check(page)).toEqual({ status: 1, out: sentences.join('\n'), err: '' });
  });

  it('ends with 64 for a page without such a table, for no file and for a word too many', () => {
    const german = markdown.replace(/[A-Z][a-z]+ \d+, (\d{4})/g, '1. Brachet $1');
    expect(check(german)).toMatchObject({ status: 64, out: '' });
    expect(check('<html><body>Sign in</body></html>').err).toContain('holds no table of changes');
    expect(run('--check', join(folder, 'none'))).toMatchObject({ status: 64, out: '' });
    expect(run('--check')).toMatchObject({ status: 64, out: '' });
    expect(run('--check', saved, 'more')).toMatchObject({ status: 64, out: '' });
  });
});
