/** Pieces of a question: the names, the months, the places that were seen in a message. */

import type { AzureScope } from '../../../model/azure-scope.ts';
import { scopeOfText } from '../../../model/azure-scope.ts';
import { given } from '../../../model/given.ts';
import type { Question } from '../../../model/question.ts';
import { MORNING, type OneOff } from '../../../model/reminder.ts';
import type { Scope } from '../../../model/scope.ts';
import { timeIn } from '../dates/schedule-in-message.ts';
import type { MessageContext } from '../message/message-context.ts';
import { byWords } from '../message/pick-requirement.ts';
import { isBare, type ReadMessage } from '../message/read-message.ts';

/** Makes the question of a rule: what was said fills it, and what was not said is left out. */
export type Ask = (seen: ReadMessage) => Question;

/** Names of instances; where none can be seen, what looks like one. */
export function namesIn({ values }: ReadMessage): readonly string[] {
  return values.instances.length > 0 ? values.instances : values.named;
}

/** The first of them. */
export function instanceIn(seen: ReadMessage): { readonly instance?: string } {
  const [instance] = namesIn(seen);
  return given({ instance });
}

/** The month that was named. */
export function monthIn({ values }: ReadMessage): { readonly month?: string } {
  return given({ month: values.month });
}

/** The instances that were named, or what they have in common. */
export function scopeIn({ values, places }: ReadMessage): Scope {
  const names = values.instances;
  const unknown = values.unknownPlace === undefined ? [] : [{ by: 'any' as const, value: values.unknownPlace }];
  const where = names.length > 0 ? [] : [...places, ...unknown];
  return { names, where };
}

/** "And apim-dev?", "what about the dev one": before the first value there is a word that goes on. */
export function beginsWithAnd(seen: ReadMessage): boolean {
  const [beginning = ''] = seen.values.text.split('@');
  return isBare(seen) && seen.lexicon.signsIn(beginning).has('and');
}

/** "And apim-dev?": the same that was asked before. */
export function leansOnLast(seen: ReadMessage): { readonly leans?: true } {
  const { instances, places } = seen.values;
  return instances.length + places.length > 0 && beginsWithAnd(seen) ? { leans: true } : {};
}

/** By its id, or "requirement 3". */
export function requirementIn({ values, signs, context }: ReadMessage): string | undefined {
  if (values.requirement !== undefined || values.number === undefined) return values.requirement;
  return signs.has('requirements') ? byOrder(context.requirements ?? [])[values.number - 1]?.id : undefined;
}

function byOrder(requirements: NonNullable<MessageContext['requirements']>) {
  return requirements.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
}

/** "When is trusted access gone?": the one retirement whose title holds what is asked about. */
export function retirementByTitle(
  { words, signs }: ReadMessage,
  { retirements = [] }: MessageContext,
): string | undefined {
  if (!signs.has('trustedAccess')) return undefined;
  const [only, other] = byWords(
    ['trusted', words.some(({ plain }) => plain === 'service') ? 'service' : 'access'],
    retirements,
  );
  return other === undefined ? only?.id : undefined;
}

/** A scope that is written as Azure writes it: the id of a resource, or `tag:NAME=VALUE`. */
export function firstScopeIn(message: string): AzureScope | undefined {
  for (const word of message.split(/\s+/)) {
    const scope = /^(?:\/|tag:)/i.test(word) ? scopeOfText(word) : undefined;
    if (scope !== undefined) return scope;
  }
  return undefined;
}

/** A subscription or resource group by its name, known or not: what may be seen elsewhere is not known here. */
export function placeNamed(message: string): Scope | undefined {
  const [, subscription, name = ''] =
    /(?:(subscription|abonnement|suscripci[oó]n|assinatura|サブスクリプション)|resource group|ressourcengruppe|groupe de ressources|grupo de recursos|リソース グループ)\s+["“«„]?([^"”»“?!]+)/iu.exec(
      message,
    ) ?? [];
  const value = name
    .replace(/\s+(?:may|can|darf|peut|puede|pode)\b.*$/iu, '')
    .replace(/[\s.]+$/, '')
    .replace(/(?<=[A-Za-z0-9])\s*\p{Script=Hiragana}.*$/u, '');
  if (value === '') return undefined;
  return { names: [], where: [{ by: subscription === undefined ? 'resource-group' : 'subscription', value }] };
}

/** On the day that was named, with its hour. */
export function oneOffIn({ message, day }: ReadMessage): OneOff | undefined {
  const on = day.future();
  return on === undefined ? undefined : { on, time: timeIn(message) ?? MORNING };
}
