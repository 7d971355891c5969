/** A small language for phrasings, and how words are held against one. */
import { slips } from './typos.ts';
import type { Word } from './words.ts';

/** What a slot found: how many words it took, how unlikely that reading is (0 is certain), and the value. */
export interface Filling {
  readonly words: number;
  readonly cost: number;
  readonly value: string;
}

/** Reads a value that starts at a word; every reading that is possible. */
export type Slot = (words: readonly Word[], at: number) => readonly Filling[];

type Part =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'slot'; readonly name: string }
  | { readonly kind: 'choice'; readonly options: readonly (readonly Part[])[] };

/** A phrasing, ready to be matched. */
export interface Phrasing {
  readonly parts: readonly Part[];
}

/** One way in which a phrasing takes every word of a message. */
export interface Match {
  readonly cost: number;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Reads the notation: words; `(a|b c)` a choice; `[a]` or `[a|b]` may be left out; `{name}` a slot; `$name` another
 * piece of notation by its name. Throws on a piece or a bracket that does not exist: that is a mistake in the grammar.
 */
export function phrasing(notation: string, pieces: Readonly<Record<string, string>>): Phrasing {
  const tokens = expand(notation, pieces).match(/\{\w+\}|[[\]()|]|[^\s[\]()|{}]+/g) ?? [];
  const [options, end] = choice(tokens, 0);
  const [only, ...others] = options;
  if (only === undefined || others.length > 0 || end !== tokens.length) throw new Error(`Cannot read: ${notation}`);
  return { parts: only };
}

function expand(notation: string, pieces: Readonly<Record<string, string>>): string {
  return notation.replace(/\$(\w+)/g, (_, name: string) => {
    const piece = pieces[name];
    if (piece === undefined) throw new Error(`No piece of this name: ${name}`);
    return expand(piece, pieces);
  });
}

function choice(tokens: readonly string[], from: number): readonly [(readonly Part[])[], number] {
  const options: Part[][] = [[]];
  let at = from;
  for (let token = tokens[at]; token !== undefined && token !== ')' && token !== ']'; token = tokens[at]) {
    at += 1;
    if (token === '|') options.push([]);
    else if (token === '(' || token === '[') {
      const [inner, end] = choice(tokens, at);
      if (tokens[end] !== (token === '(' ? ')' : ']')) throw new Error(`Brackets do not match: ${tokens.join(' ')}`);
      options.at(-1)?.push({ kind: 'choice', options: token === '[' ? [...inner, []] : inner });
      at = end + 1;
    } else if (token.startsWith('{')) options.at(-1)?.push({ kind: 'slot', name: token.slice(1, -1) });
    else options.at(-1)?.push({ kind: 'word', word: token });
  }
  return [options, at];
}

/** Every word that phrasings spell out: our own vocabulary. */
export function vocabularyOf(phrasings: readonly Phrasing[]): ReadonlySet<string> {
  const words = (parts: readonly Part[]): readonly string[] =>
    parts.flatMap((part) =>
      part.kind === 'word' ? [part.word] : part.kind === 'choice' ? part.options.flatMap(words) : [],
    );
  return new Set(phrasings.flatMap(({ parts }) => words(parts)));
}

/**
 * Sets of words of which every message that a phrasing takes has at least one each: a quick way to tell that a phrasing
 * cannot fit. A word may be there mistyped.
 */
export function neededWords({ parts }: Phrasing): readonly ReadonlySet<string>[] {
  return neededIn(parts);
}

function neededIn(parts: readonly Part[]): readonly ReadonlySet<string>[] {
  return parts.flatMap((part): readonly ReadonlySet<string>[] => {
    if (part.kind === 'word') return [new Set([part.word])];
    if (part.kind === 'slot') return [];
    const firsts = part.options.map((option) => neededIn(option)[0]);
    if (firsts.some((first) => first === undefined)) return [];
    return [new Set(firsts.flatMap((first) => [...(first ?? [])]))];
  });
}

/** What no slot has filled yet; always the same object, which most ways through a phrasing share. */
const nothing: Match['values'] = {};

/** The cheapest way in which a phrasing takes all words from first to last; `undefined` if there is none. */
export function match(
  { parts }: Phrasing,
  words: readonly Word[],
  slots: Readonly<Record<string, Slot>>,
): Match | undefined {
  return walk(parts, 0)
    .filter((state) => state.at === words.length)
    .toSorted((a, b) => a.cost - b.cost)[0];

  interface State extends Match {
    readonly at: number;
  }

  function walk(rest: readonly Part[], at: number): readonly State[] {
    const states = rest.reduce<readonly State[]>(
      (reached, part) => cheapest(reached.flatMap((state) => step(part, state))),
      [{ at, cost: 0, values: nothing }],
    );
    return states;
  }

  function step(part: Part, state: State): readonly State[] {
    if (part.kind === 'choice') {
      return part.options.flatMap((option) =>
        walk(option, state.at).map((reached) => ({
          at: reached.at,
          cost: state.cost + reached.cost,
          values: reached.values === nothing ? state.values : { ...state.values, ...reached.values },
        })),
      );
    }
    const word = words[state.at];
    if (word === undefined) return [];
    if (part.kind === 'word') {
      const slip = word.quoted ? undefined : slips(word.plain, part.word);
      return slip === undefined ? [] : [{ at: state.at + 1, cost: state.cost + slip, values: state.values }];
    }
    return (slots[part.name]?.(words, state.at) ?? []).map((filling) => ({
      at: state.at + filling.words,
      cost: state.cost + filling.cost,
      values: { ...state.values, [part.name]: filling.value },
    }));
  }

  /** Of all ways to one place with the same values only the cheapest goes on, so that choices never multiply. */
  function cheapest(states: readonly State[]): readonly State[] {
    if (states.length < 2) return states;
    const best = new Map<string, State>();
    for (const state of states) {
      const key = state.values === nothing ? String(state.at) : JSON.stringify([state.at, state.values]);
      const known = best.get(key);
      if (known === undefined || state.cost < known.cost) best.set(key, state);
    }
    return [...best.values()];
  }
}
