/** Words of a shell command. Commands are shown, never run; a name from Azure must still never become more than one word. */

/** A word that the shell takes literally. Plain words stay as they are, everything else stands in single quotes. */
export function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Lines of a command, joined; what is undefined is left out. */
export function lines(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join('\n');
}
