/** Where a policy expression ends: `@( … )` or `@{ … }`, with C# strings, characters and comments inside. Rules: docs/rules.md#calls. */

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const CLOSERS: ReadonlySet<string> = new Set(Object.values(CLOSING));

/** Whether an expression starts at this place. */
export function expressionStarts(text: string, at: number): boolean {
  return text[at] === '@' && (text[at + 1] === '(' || text[at + 1] === '{');
}

/** The place after a C# string that starts at `at` (with its `@` or `$` marks), or -1 when it never ends. */
export function stringEnd(text: string, at: number): number {
  const start = text.indexOf('"', at) + 1;
  const marks = text.slice(at, start);
  const escaped = marks.includes('@') ? '""' : '\\\\[^]';
  const tokens = new RegExp(marks.includes('$') ? `${escaped}|\\{\\{|[{}"]` : `${escaped}|"`, 'g');
  let holes = 0;
  tokens.lastIndex = start;
  for (let token = tokens.exec(text)?.[0]; token !== undefined; token = tokens.exec(text)?.[0]) {
    if (token === '{') holes += 1;
    else if (token === '}') holes = Math.max(0, holes - 1);
    else if (token === '"') {
      if (holes === 0) return tokens.lastIndex;
      // A string inside a hole of an interpolated string holds no further holes in the C# that policies speak.
      tokens.lastIndex = text.indexOf('"', tokens.lastIndex) + 1;
      if (tokens.lastIndex === 0) return -1;
    }
  }
  return -1;
}

/** Whether a C# string starts at this place, with or without `@` and `$` marks. */
export function stringStarts(text: string, at: number): boolean {
  const letter = text[at];
  if (letter === '"') return true;
  if (letter !== '@' && letter !== '$') return false;
  const next = text[at + 1];
  return next === '"' || ((next === '@' || next === '$') && next !== letter && text[at + 2] === '"');
}

/** The place after a comment that starts at `at`; `at` itself when none does; -1 when it never ends. */
export function commentEnd(text: string, at: number): number {
  if (text[at] !== '/') return at;
  if (text[at + 1] === '/') {
    const line = text.indexOf('\n', at);
    return line === -1 ? text.length : line + 1;
  }
  if (text[at + 1] !== '*') return at;
  const close = text.indexOf('*/', at + 2);
  return close === -1 ? -1 : close + 2;
}

/** The place after a character literal such as `'x'` or `'\''`; `at` itself when none starts there. */
export function characterEnd(text: string, at: number): number {
  const literal = /^'(\\u[0-9a-fA-F]{4}|\\.|[^'\\])'/.exec(text.slice(at, at + 10));
  return literal === null ? at : at + literal[0].length;
}

/** The place after a string, comment or character literal that starts at `at`; `at` itself when none does; -1 when it never ends. */
function literalEnd(text: string, at: number): number {
  if (stringStarts(text, at)) return stringEnd(text, at);
  const afterComment = commentEnd(text, at);
  return afterComment === at ? characterEnd(text, at) : afterComment;
}

/** The place after the expression that starts at `at`, or -1 when its brackets never balance. Linear in the length. */
export function expressionEnd(text: string, at: number): number {
  const open: string[] = [];
  let here = at + 1;
  while (here < text.length) {
    const afterLiteral = literalEnd(text, here);
    if (afterLiteral < 0) return -1;
    if (afterLiteral > here) {
      here = afterLiteral;
      continue;
    }
    const letter = text.charAt(here);
    const closing = CLOSING[letter];
    here += 1;
    if (closing !== undefined) open.push(closing);
    else if (CLOSERS.has(letter) && open.pop() !== letter) return -1;
    if (open.length === 0) return here;
  }
  return -1;
}
