/** Text in, question out: a message is taken apart, and each part read by the meaning of its words. */

import type { Language } from '../../languages/language.ts';
import { languageOf } from '../../languages/languages.ts';
import { type AboutQuestion, aboutKinds, type Question } from '../../model/question.ts';
import { withFixFormat } from './fix-format.ts';
import { withNames } from './message/instance-names.ts';
import type { MessageContext } from './message/message-context.ts';
import { nearestQuestions } from './nearest-questions.ts';
import { type Pointer, pointerOf } from './pointer.ts';
import { likelyLanguages, readMeaning } from './read-meaning.ts';
import { type Word, wordsOf } from './words/words.ts';

/** More is no question to a bot, and matching time grows with it. */
const LONGEST = 1_000;

/** What was understood of one message. */
export interface Understood {
  /** At least one; several where several things were asked. */
  readonly questions: readonly Question[];
  /** The words of each, where there are several. */
  readonly asked?: readonly string[];
  /** The language of the message, where it tells one. */
  readonly language: Language | undefined;
  /** Whether no word in it could be a name or a place: the names that exist would change nothing. */
  readonly certain: boolean;
  /** What short words may point at, if something was offered before. */
  readonly pointer?: Pointer | undefined;
}

/** Understands one message; of several questions in it the first. */
export function understand(message: string, context: MessageContext): Question {
  const [first] = understandAll(message, context).questions;
  return first ?? { kind: 'help' };
}

/**
 * Understands one message. `context` says which day it is, which months are known, what can be explained, and, where
 * Azure told, which instances there are. What asks for nothing we know is unclear, with what would be understood.
 */
export function understandAll(message: string, context: MessageContext): Understood {
  if (message.length > LONGEST) {
    return { questions: [unclear([], context)], language: undefined, certain: true };
  }
  const parts = partsOf(message);
  const several =
    parts.length < 2
      ? []
      : distinct(
          joinedUp(parts.map((part) => understandOne(part, context)).filter(({ question }) => isTelling(question))),
        ).slice(0, MOST);
  if (several.length > 1) return understoodOf(several);
  const whole = understandOne(message, context);
  if (several.length > 0 && !isTelling(whole.question)) return understoodOf(several);
  const words = wordsOf(message);
  const pointer = pointerOf(words, likelyLanguages(words, context, languageOf(context.locale ?? 'en')));
  return { ...understoodOf([whole]), pointer };
}

function understoodOf(all: readonly One[]): Understood {
  return {
    questions: all.map(({ question }) => question),
    ...(all.length > 1 ? { asked: all.map(({ text }) => text) } : {}),
    language: all[0]?.language,
    certain: all.every(({ certain }) => certain),
  };
}

/** Questions that one message may hold. */
const MOST = 5;

/** "Is it ready?" after a name was given says nothing new; "how do I fix both?" is about those that were named. */
function joinedUp(all: readonly One[]): readonly One[] {
  const named: string[] = [];
  return all.flatMap((one) => {
    const { question } = one;
    if (!isAbout(question)) return [one];
    if (question.instance !== undefined) named.push(question.instance);
    const [only, other] = named;
    if (question.instance !== undefined || only === undefined) return [one];
    if (question.kind === 'check') return question.leans === undefined ? [one] : [];
    const about = other === undefined ? { instance: only } : { scope: { names: [...new Set(named)], where: [] } };
    return [{ ...one, question: { ...question, ...about } }];
  });
}

/** Manners and what nobody understands are no questions of their own beside others. */
function isTelling({ kind }: Question): boolean {
  return kind !== 'unclear' && kind !== 'thanks' && kind !== 'help';
}

function isAbout(question: Question): question is AboutQuestion {
  return aboutKinds.some((kind) => kind === question.kind);
}

function distinct<T extends { readonly question: Question }>(all: readonly T[]): readonly T[] {
  return [...new Map(all.map((one) => [JSON.stringify(one.question), one])).values()];
}

/** A message at its question marks, full stops and line breaks; a stop inside a name or a number is none. */
function partsOf(message: string): readonly string[] {
  return message
    .split(
      /[?？]+\s*|,?\s+(?:and|und|et|y|e)\s+(?=(?:am|is|are|do|does|what|how|why|who|which|when|wann|wer|wie|was|warum|welche|quand|qui|comment|pourquoi|quel(?:le)?s?|cuando|cuándo|quien|quién|como|cómo|cual|cuál|quando|quem|qual|quais)\s)|(?<!\d)[.!]+(?=\s|$)|[。！]|\n+|;\s+/iu,
    )
    .map((part) => part.trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
    .slice(0, 12);
}

interface One {
  readonly text: string;
  readonly question: Question;
  readonly language: Language | undefined;
  readonly certain: boolean;
}

function understandOne(text: string, context: MessageContext): One {
  const one = readOne(text, context);
  return { text, ...one, question: withFixFormat(one.question, text) };
}

function readOne(message: string, context: MessageContext): Omit<One, 'text'> {
  const words = withNames(wordsOf(message), context.instances ?? []);
  if (words.length === 0) return { question: { kind: 'help' }, language: undefined, certain: true };
  const likely = likelyLanguages(words, context, languageOf(context.locale ?? 'en'));
  return (
    readMeaning(message, context, likely) ?? {
      question: unclear(words, context),
      language: undefined,
      certain: false,
    }
  );
}

function unclear(words: readonly Word[], context: MessageContext): Question {
  return { kind: 'unclear', nearest: nearestQuestions(words, context) };
}
