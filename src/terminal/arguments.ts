/** The words after `npm run -s check --` and `npm run -s ask --`. Contract 4. */
import { parseArgs } from 'node:util';
import { isDay, isMonth } from '../readiness/select.ts';

/** A mistake in how a command was called; one sentence. Exit status 64. */
export class UsageError extends Error {}

/** What `check` was asked for. */
export interface CheckArguments {
  /** A name, `resourceGroup/name` or ARM id; undefined with `--all`. */
  readonly name: string | undefined;
  readonly month: string | undefined;
  readonly json: boolean;
  readonly today: string | undefined;
  readonly estate: string | undefined;
  readonly whatIf: 'trusted-access-off' | undefined;
  /** Name of a file of declarations. */
  readonly declarations: string | undefined;
}

/** What `ask` was asked for. */
export interface AskArguments {
  readonly question: string;
  readonly card: boolean;
  /** Only what was understood, as JSON. */
  readonly understood: boolean;
  /** BCP 47. */
  readonly locale: string;
  readonly today: string | undefined;
  readonly estate: string | undefined;
}

/** How to call `check`. */
export const CHECK_USAGE =
  'Usage: npm run -s check -- NAME | --all [--for YYYY-MM] [--json] [--today YYYY-MM-DD] [--estate FILE] [--what-if trusted-access-off] [--declarations FILE]';
/** How to call `ask`. */
export const ASK_USAGE =
  'Usage: npm run -s ask -- "QUESTION" [--card | --question] [--locale LL] [--estate FILE] [--today YYYY-MM-DD]';

const COMMON = { today: { type: 'string' }, estate: { type: 'string' } } as const;

function dayOf(value: string | undefined): string | undefined {
  if (value !== undefined && !isDay(value))
    throw new UsageError(`--today takes a day such as 2026-11-22, not "${value}".`);
  return value;
}

function fileOf(value: string | undefined, option = '--estate'): string | undefined {
  if (value === '') throw new UsageError(`${option} takes the name of a file.`);
  return value;
}

function parse<T>(parser: () => T): T {
  try {
    return parser();
  } catch (error) {
    const { message = '' } = error as Partial<Error>;
    throw new UsageError(message.split('. ')[0] || 'The arguments are not understood.');
  }
}

/** Reads the arguments of `check`. Throws `UsageError`. */
export function checkArguments(words: readonly string[]): CheckArguments {
  const { values, positionals } = parse(() =>
    parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        ...COMMON,
        all: { type: 'boolean' },
        for: { type: 'string' },
        json: { type: 'boolean' },
        'what-if': { type: 'string' },
        declarations: { type: 'string' },
      },
    }),
  );
  const [name, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`One instance at a time, or --all; "${more[0]}" is one too many.`);
  if (values.all === true && name !== undefined) throw new UsageError('Give either a name or --all, not both.');
  if (values.all !== true && (name === undefined || name.trim() === ''))
    throw new UsageError('Which instance? Give its name, or --all.');
  if (values.for !== undefined && !isMonth(values.for))
    throw new UsageError(`--for takes a month such as 2026-03, not "${values.for}".`);
  if (values['what-if'] !== undefined && values['what-if'] !== 'trusted-access-off') {
    throw new UsageError(`--what-if knows trusted-access-off, not "${values['what-if']}".`);
  }
  return {
    name: name?.trim(),
    month: values.for,
    json: values.json === true,
    today: dayOf(values.today),
    estate: fileOf(values.estate),
    whatIf: values['what-if'],
    declarations: fileOf(values.declarations, '--declarations'),
  };
}

/** Reads the arguments of `ask`. Throws `UsageError`. */
export function askArguments(words: readonly string[]): AskArguments {
  const { values, positionals } = parse(() =>
    parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        ...COMMON,
        card: { type: 'boolean' },
        question: { type: 'boolean' },
        locale: { type: 'string' },
      },
    }),
  );
  const question = positionals.join(' ').trim();
  if (question === '') throw new UsageError('What is the question?');
  if (values.card === true && values.question === true) throw new UsageError('Give either --card or --question.');
  return {
    question,
    card: values.card === true,
    understood: values.question === true,
    locale: localeOf(values.locale),
    today: dayOf(values.today),
    estate: fileOf(values.estate),
  };
}

function localeOf(value = 'en'): string {
  if (!/^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$/i.test(value)) {
    throw new UsageError(`--locale takes a language such as de or pt-BR, not "${value}".`);
  }
  return value.replaceAll('_', '-');
}
