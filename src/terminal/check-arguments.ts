/** The words after `npm run -s check --`: exit statuses and options that scripts rely on. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type ExportFormat, exportFormats, formatOfFile } from '../exports/formats.ts';
import type { Day } from '../model/days.ts';
import { type Verdict, verdictsWorstFirst } from '../model/finding.ts';
import { type FixFormat, fixFormats } from '../model/fix-format.ts';
import { readWhatIf, type WhatIfText, whatIfForms } from '../model/what-if.ts';
import { isMonth } from '../readiness/which-retirements.ts';
import { commandNamed, completed, dayOption, fileOption, readOptions, UsageError, withEstate } from './command.ts';

/** Which verdicts are shown; `unmet` is every one but ready. */
export type OnlyOption = Verdict | 'unmet';

/** From which verdict on `check` ends with another status than 0, worst first; `never` for a mere report. */
export type FailOn = Exclude<Verdict, 'ready'> | 'never';

/** How the result of `check` is written; `text` is for people at a terminal. */
export type CheckFormat = 'text' | ExportFormat;

/** A file that the result goes into. */
export interface OutputFile {
  readonly file: string;
  readonly format: CheckFormat;
}

/** What `check` was asked for. */
export interface CheckArguments {
  /** Names, `resourceGroup/name`, ARM ids, or patterns with `*` and `?`; none where all are meant. */
  readonly names: readonly string[];
  /** Names or ids; empty for any. */
  readonly subscriptions: readonly string[];
  readonly resourceGroups: readonly string[];
  readonly tags: readonly { readonly key: string; readonly value: string | undefined }[];
  readonly only: OnlyOption | undefined;
  readonly failOn: FailOn;
  readonly month: string | undefined;
  readonly format: CheckFormat;
  /** BCP 47 tag of who reads the formats that are neither text nor JSON. */
  readonly locale: string;
  readonly verbose: boolean;
  readonly quiet: boolean;
  /** Where the result goes instead of stdout. */
  readonly output: readonly OutputFile[];
  readonly today: Day | undefined;
  readonly estate: string | undefined;
  readonly whatIf: WhatIfText | undefined;
  /** The plan instead of the report, written in this language. */
  readonly fix: FixFormat | undefined;
  /** Also what Azure Monitor counted for what is called. */
  readonly live: boolean;
  /** Name of a file of declarations. */
  readonly declarations: string | undefined;
}

/** How to call `check`. */
export const CHECK_USAGE = 'Usage: npm run -s check -- NAME ... | --all [options]; --help lists them.';
const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function checkWords(): Command {
  return completed(
    withEstate(
      commandNamed(
        'check',
        'Judges API Management instances, reading Azure and never writing. Several are a table, one is told by cause.',
      )
        .argument('[names...]', 'name, group/name, ARM id, or a pattern with * and ?')
        .option('--all', 'every instance that can be seen')
        .option('-s, --subscription <name>', 'only in this subscription (name or id); may be given again', several)
        .option('-g, --resource-group <name>', 'only in this resource group; may be given again', several)
        .option(
          '--tag <key=value>',
          'only with this tag, or with any value of it; all that are given must hold',
          several,
        )
        .addOption(
          new Option('--only <verdict>', 'show only these; unmet is all but ready').choices([
            ...verdictsWorstFirst,
            'unmet',
          ]),
        )
        .addOption(
          new Option('--fail-on <verdict>', 'end with 1 or 2 from this verdict on')
            .choices(['not-ready', 'undecided', 'action-needed', 'never'])
            .default('action-needed'),
        )
        .option('--for <month>', 'the retirements of a month, such as 2026-03')
        .option('--what-if <change>', `think a change through: ${whatIfForms.join(', ')}`, whatIfOption)
        .addOption(new Option('--fix <language>', 'print the plan that puts it right').choices([...fixFormats]))
        .option('--declarations <file>', 'what people declared about calls that cannot be resolved')
        .option('--live', 'also what Azure Monitor counted, and who changed what lately in what is unmet')
        .addOption(new Option('--format <format>', 'how the result is written').choices(['text', ...exportFormats]))
        .option('--json', 'one JSON document; the same as --format json')
        .option('--locale <tag>', 'the language of --format markdown, csv, sarif, junit and html', 'en-GB')
        .option('-v, --verbose', 'every item with its evidence and commands')
        .option(
          '-o, --output <file>',
          'write the result into a file; without --format its ending decides. May be given again: Azure is read once',
          several,
        )
        .option('-q, --quiet', 'say nothing but errors; the exit status tells'),
    ),
  ).addHelpText(
    'after',
    '\nExit status: 0 all ready; 1 not ready or action needed; 2 undecided; 64 mistake in the call; 66 no such instance;\n69 Azure could not be reached; 70 a fault of our own. It counts every instance that was judged, shown or not.',
  );
}

interface CheckOptions
  extends Pick<CheckArguments, 'only' | 'failOn' | 'today' | 'estate' | 'declarations' | 'whatIf' | 'fix' | 'locale'> {
  readonly format?: CheckFormat;
  readonly output?: readonly string[];
  readonly all?: true;
  readonly subscription?: readonly string[];
  readonly resourceGroup?: readonly string[];
  readonly tag?: readonly string[];
  readonly for?: string;
  readonly live?: true;
  readonly json?: true;
  readonly verbose?: true;
  readonly quiet?: true;
}

/** Reads the arguments of `check`. Throws `UsageError`, or `Told` for `--help`, `--version` and `--completion`. */
export function checkArguments(words: readonly string[]): CheckArguments {
  const command = checkWords();
  const options = readOptions<CheckOptions>(command, words);
  const names = command.args.map((name) => name.trim());
  const { subscription = [], resourceGroup = [], tag = [], output = [] } = options;
  if (options.json === true && (options.format ?? 'json') !== 'json')
    throw new UsageError('Give either --json or --format, not both.');
  const format = options.json === true ? 'json' : options.format;
  const isNarrowed = subscription.length + resourceGroup.length + tag.length > 0;
  if (options.all === true && names.length > 0) throw new UsageError('Give either names or --all, not both.');
  if ((names.length === 0 && options.all !== true && !isNarrowed) || names.includes(''))
    throw new UsageError('Which instance? Give its name, or --all.');
  if (output.includes('')) throw new UsageError('--output takes the name of a file.');
  if (options.for !== undefined && !isMonth(options.for))
    throw new UsageError(`--for takes a month such as 2026-03, not "${options.for}".`);
  return {
    names,
    subscriptions: subscription,
    resourceGroups: resourceGroup,
    tags: tag.map(tagOption),
    only: options.only,
    failOn: options.failOn,
    month: options.for,
    format: format ?? 'text',
    locale: options.locale,
    verbose: options.verbose === true,
    quiet: options.quiet === true,
    output: output.map((file) => ({ file, format: format ?? formatOfFile(file) ?? 'text' })),
    today: dayOption(options.today, '--today'),
    estate: fileOption(options.estate, '--estate'),
    whatIf: options.whatIf,
    fix: options.fix,
    live: options.live === true,
    declarations: fileOption(options.declarations, '--declarations'),
  };
}

/** What `--what-if` was given. */
function whatIfOption(text: string): WhatIfText {
  if (readWhatIf(text) !== undefined) return text;
  throw new InvalidArgumentError(`It is one of ${whatIfForms.join(', ')}.`);
}

function tagOption(text: string): CheckArguments['tags'][number] {
  const [key = '', ...value] = text.split('=');
  if (key.trim() === '') throw new UsageError('--tag takes a key, or a key and a value such as environment=prod.');
  return { key: key.trim(), value: value.length === 0 ? undefined : value.join('=').trim() };
}
