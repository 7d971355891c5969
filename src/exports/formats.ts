/** The formats that leave the chat and the terminal: each is one pure function from reports to text. */
import { reportCsv } from './csv.ts';
import type { ExportSource } from './export-source.ts';
import { reportHtml } from './html.ts';
import { reportJson } from './json.ts';
import { reportJunit } from './junit.ts';
import { reportMarkdown } from './markdown.ts';
import { reportSarif } from './sarif.ts';

/** Every format. */
export const exportFormats = ['json', 'markdown', 'csv', 'sarif', 'junit', 'html'] as const;

/** One of them. */
export type ExportFormat = (typeof exportFormats)[number];

const FORMATS: Readonly<
  Record<ExportFormat, { readonly ending: string; readonly write: (source: ExportSource) => string }>
> = {
  json: { ending: 'json', write: reportJson },
  markdown: { ending: 'md', write: reportMarkdown },
  csv: { ending: 'csv', write: reportCsv },
  sarif: { ending: 'sarif', write: reportSarif },
  junit: { ending: 'xml', write: reportJunit },
  html: { ending: 'html', write: reportHtml },
};

/** Writes reports. */
export function exportReports(format: ExportFormat, source: ExportSource): string {
  return FORMATS[format].write(source);
}

/** How the name of a file in a format ends, without the dot. */
export function endingOf(format: ExportFormat): string {
  return FORMATS[format].ending;
}

/** The format that a file's name stands for; undefined for any other ending. */
export function formatOfFile(name: string): ExportFormat | undefined {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase();
  return exportFormats.find((format) => FORMATS[format].ending === ending || (ending === 'htm' && format === 'html'));
}
