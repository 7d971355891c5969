// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the shell's own variables.
/** Completion scripts, made from the options that a command declares. */
import type { Command, Option } from 'commander';

/** The shells that have one. */
export const shells = ['bash', 'zsh', 'fish'] as const;

/** A shell that completes. */
export type CompletionShell = (typeof shells)[number];

/** The script to be sourced. Options that take a file complete files; those with choices complete these. */
export function completionScript(command: Command, shell: CompletionShell): string {
  const program = command.name();
  const options = command.options.filter(({ hidden }) => !hidden);
  const script = shell === 'fish' ? fish(program, options) : bash(program, options, shell === 'zsh');
  return `# Completes: alias ${program}='npm run -s ${program} --'\n${script}`;
}

function flagsOf({ short, long }: Option): readonly string[] {
  return [short, long].flatMap((flag) => flag ?? []);
}

function takesFile({ flags }: Option): boolean {
  return flags.includes('<file>');
}

function bash(program: string, options: readonly Option[], zsh: boolean): string {
  const name = `_${program.replace(/\W/g, '_')}`;
  const cases = options
    .filter((option) => takesFile(option) || option.argChoices !== undefined)
    .map((option) => {
      const words = option.argChoices?.join(' ');
      const reply = words === undefined ? '$(compgen -f -- "$word")' : `$(compgen -W '${words}' -- "$word")`;
      return `    ${flagsOf(option).join('|')}) COMPREPLY=(${reply}); return ;;`;
    });
  return [
    ...(zsh ? ['autoload -U +X bashcompinit && bashcompinit'] : []),
    `${name}() {`,
    '  local word="${COMP_WORDS[COMP_CWORD]}"',
    '  case "${COMP_WORDS[COMP_CWORD-1]}" in',
    ...cases,
    '  esac',
    `  COMPREPLY=($(compgen -W '${options.flatMap(flagsOf).join(' ')}' -- "$word"))`,
    '}',
    `complete -F ${name} ${program}`,
    '',
  ].join('\n');
}

function fish(program: string, options: readonly Option[]): string {
  const lines = options.map((option) => {
    const { short, long, description, argChoices, required } = option;
    return [
      `complete -c ${program}`,
      ...(short === undefined ? [] : [`-s ${short.replace(/^-+/, '')}`]),
      ...(long === undefined ? [] : [`-l ${long.replace(/^-+/, '')}`]),
      ...(takesFile(option)
        ? ['-r -F']
        : argChoices !== undefined
          ? [`-x -a '${argChoices.join(' ')}'`]
          : required
            ? ['-x']
            : ['-f']),
      `-d '${description.replaceAll("'", "\\'")}'`,
    ].join(' ');
  });
  return `${lines.join('\n')}\n`;
}
