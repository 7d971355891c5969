import { checkArguments } from '../../src/terminal/check-arguments.ts';
import { Told, UsageError } from '../../src/terminal/command.ts';

describe('the words after check', () => {
  it('reads a name and every option', () => {
    const words = [
      'apim-prod',
      '--for',
      '2026-03',
      '--json',
      '--today',
      '2026-11-22',
      '--estate',
      'e.json',
      '--what-if',
      'trusted-access-off',
      '--live',
    ];

    expect(checkArguments(words)).toEqual({
      names: ['apim-prod'],
      subscriptions: [],
      resourceGroups: [],
      tags: [],
      only: undefined,
      failOn: 'action-needed',
      month: '2026-03',
      format: 'json',
      locale: 'en-GB',
      verbose: false,
      quiet: false,
      output: [],
      today: '2026-11-22',
      estate: 'e.json',
      whatIf: 'trusted-access-off',
      live: true,
      declarations: undefined,
    });
  });

  it('gives each file the format of its ending, unless one is named', () => {
    const files = ['-o', 'a.sarif', '-o', 'b.HTML', '-o', 'c.log'];

    expect(checkArguments(['apim-prod', ...files]).output.map(({ format }) => format)).toEqual([
      'sarif',
      'html',
      'text',
    ]);
    expect(checkArguments(['apim-prod', '--format', 'csv', ...files]).output.map(({ format }) => format)).toEqual(
      Array(3).fill('csv'),
    );
    expect(checkArguments(['apim-prod', '--format', 'json', '--json']).format).toBe('json');
  });

  it.each([
    [['apim-prod', '--json', '--format', 'csv'], 'Give either --json or --format, not both.'],
    [['apim-prod', '--format', 'pdf'], 'Allowed choices are text, json, markdown, csv, sarif, junit, html.'],
    [['apim-prod', '--output', ''], '--output takes the name of a file.'],
  ])('refuses %s', (words, sentence) => {
    expect(() => checkArguments(words)).toThrow(UsageError);
    expect(() => checkArguments(words)).toThrow(sentence);
  });

  it('reads --all, and what narrows it, each as often as it is given', () => {
    const words = ['--all', '-s', 'Production', '-s', 'Lab', '-g', 'rg-api', '--tag', 'owner', '--tag', 'env=a=b'];

    expect(checkArguments(words)).toMatchObject({
      names: [],
      subscriptions: ['Production', 'Lab'],
      resourceGroups: ['rg-api'],
      tags: [
        { key: 'owner', value: undefined },
        { key: 'env', value: 'a=b' },
      ],
    });
  });

  it('needs no --all where something narrows already', () => {
    expect(checkArguments(['--tag', 'env=prod']).names).toEqual([]);
  });

  it.each([
    [['--help'], 'Exit status: 0 all ready'],
    [['-h'], '--fail-on <verdict>'],
    [['--version'], /^\d+\.\d+\.\d+\n$/],
    [['--completion', 'bash'], 'complete -F _check check'],
    [['--completion', 'zsh'], 'bashcompinit'],
    [['--completion', 'fish'], "complete -c check -l fail-on -x -a 'not-ready undecided action-needed never'"],
  ])('tells about itself for %s', (words, text) => {
    expect(() => checkArguments(words)).toThrow(Told);
    expect(() => checkArguments(words)).toThrow(text);
  });

  it('guesses what a slip of the finger meant', () => {
    expect(() => checkArguments(['a', '--jsn'])).toThrow("unknown option '--jsn' (Did you mean --json?)");
  });

  it.each([
    ['nothing', [], 'Which instance?'],
    ['an empty name', ['a', ' '], 'Which instance?'],
    ['an unknown verdict', ['--all', '--only', 'bad'], 'not-ready'],
    ['a tag without a key', ['--all', '--tag', '=x'], '--tag takes'],
    ['a name and --all', ['a', '--all'], 'not both'],
    ['an unknown option', ['a', '--fast'], '--fast'],
    ['an option without its value', ['a', '--for'], '--for'],
    ['a month that is none', ['a', '--for', 'March'], '--for takes a month'],
    ['a day that does not exist', ['a', '--today', '2026-02-30'], '--today takes a day'],
    ['an empty file name', ['a', '--estate', ''], '--estate takes the name'],
    ['an unknown what-if', ['a', '--what-if', 'moon'], 'trusted-access-off'],
  ])('refuses %s', (_, words, sentence) => {
    expect(() => checkArguments(words)).toThrow(UsageError);
    expect(() => checkArguments(words)).toThrow(sentence);
  });
});
