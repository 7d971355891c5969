/** Everything that is seen in a message before anybody asks what it means: signs, values, and what both together tell. */

import type { Language } from '../../../languages/language.ts';
import type { Sign } from '../../../languages/vocabulary/sign.ts';
import type { Day } from '../../../model/days.ts';
import type { FileFormat } from '../../../model/file-format.ts';
import { once } from '../../../model/remembered.ts';
import type { Condition } from '../../../model/scope.ts';
import { kinds, type TargetKind } from '../../../model/services.ts';
import { dayIn } from '../dates/day-in-message.ts';
import { type Lexicon, lexiconOf } from '../words/lexicon.ts';
import { plainOf } from '../words/plain-text.ts';
import { splitWords } from '../words/split-words.ts';
import { type Word, wordsOf } from '../words/words.ts';
import { instanceByPart } from './instance-names.ts';
import type { MessageContext } from './message-context.ts';
import type { MessageValues } from './message-reading.ts';
import { byWords, type Titled } from './pick-requirement.ts';
import { valuesOf } from './values.ts';

/** Everything that was seen in a message, in one language. */
export interface ReadMessage {
  readonly words: readonly Word[];
  readonly message: string;
  readonly lexicon: Lexicon;
  readonly signs: ReadonlySet<Sign>;
  readonly values: MessageValues;
  readonly target: string | undefined;
  readonly services: readonly TargetKind[];
  readonly format: FileFormat | undefined;
  readonly places: readonly Condition[];
  /** The requirements that the longest run of words fits by its title. */
  readonly worded: () => readonly string[];
  /** The UTC day that was named, taken for one that is over or one to come. */
  readonly day: Readonly<Record<'past' | 'future', () => Day | undefined>>;
  readonly context: MessageContext;
}

const SERVICE_SIGNS: Readonly<Record<TargetKind, Sign>> = {
  'key-vault': 'keyVault',
  'managed-hsm': 'managedHsm',
  storage: 'storage',
  'service-bus': 'serviceBus',
  'event-hubs': 'eventHubs',
  'container-registry': 'registry',
};

/** The services that a message names. */
const servicesIn = (signs: ReadonlySet<Sign>) => kinds.filter((kind) => signs.has(SERVICE_SIGNS[kind]));

/** Words that are looked at; more is no question. */
const LONGEST = 90;

/** Words of a requirement's title that are held against it. */
const MOST_WORDS = 9;

/** Looks at a message in one language. */
export function readMessage(message: string, context: MessageContext, language: Language): ReadMessage {
  const lexicon = lexiconOf(language);
  const words = wordsOf(splitWords(message, lexicon, context.instances ?? [])).slice(0, LONGEST);
  const found = valuesOf(words, context, lexicon);
  const typed = ` ${words.map(({ plain }) => plainOf(plain)).join(' ')} `;
  const signs = new Set([...lexicon.signsIn(found.text), ...lexicon.chatSignsIn(typed)]);
  const values = withPlaced(found, signs);
  const places = [...values.places, ...placesBySign(signs, values)];
  const named = withParts(withNamed(values, signs), signs, context);
  return {
    words,
    message,
    lexicon,
    signs,
    values: named,
    target: targetIn(named, signs),
    services: servicesIn(signs),
    format: (['csv', 'json', 'markdown', 'html'] as const).find((sign) => signs.has(sign)),
    places,
    worded: once(() => wordedIn(words, lexicon, context.requirements)),
    day: {
      past: once(() => dayIn(message, language, context, 'past')),
      future: once(() => dayIn(message, language, context, 'future')),
    },
    context,
  };
}

/** Signs behind which a title may be named. */
const NAMING = ['waive', 'explain', 'why', 'whatIs', 'deadline', 'retire'] as const satisfies readonly Sign[];

/** "Waive the service endpoint": the ids of all whose titles hold the longest run of words behind such a sign. */
function wordedIn(words: readonly Word[], lexicon: Lexicon, among: readonly Titled[] = []): readonly string[] {
  const plain = words.map((word) => plainOf(word.plain));
  const naming = plain.findIndex((word) => {
    const signs = lexicon.signsIn(` ${word} `);
    return NAMING.some((sign) => signs.has(sign));
  });
  const behind = plain.findIndex((word, at) => at > naming && !lexicon.common.has(word) && !isAnnounced(word));
  if (naming < 0 || behind < 0) return [];
  for (let count = Math.min(MOST_WORDS, plain.length - behind); count > 0; count -= 1) {
    const found = byWords(plain.slice(behind, behind + count), among);
    if (found.length > 0) return found.map(({ id }) => id);
  }
  return [];
}

function isAnnounced(word: string): boolean {
  return word === 'requirement' || word === 'check';
}

/** "In internal mode", "in europe", "en producción". */
function placesBySign(signs: ReadonlySet<Sign>, { places: told, unknownPlace }: MessageValues): readonly Condition[] {
  const places = unknownPlace === undefined ? told : [...told, unknownPlace];
  const regions = (['europe', 'us', 'asia'] as const).filter((sign) => signs.has(sign) && places.length === 0);
  const environments = (['production', 'development'] as const).filter(
    (sign) => signs.has(sign) && places.length === 0,
  );
  const networks = (['internal', 'external'] as const).filter(
    (sign) => signs.has(sign) && (signs.has('network') || signs.has('instances')),
  );
  return [
    ...regions.map((value) => ({ by: 'region' as const, value })),
    ...environments.map((value) => ({ by: 'any' as const, value })),
    ...networks.map((sign) => ({ by: 'network' as const, value: sign === 'internal' ? 'Internal' : 'External' })),
  ];
}

/** "Everything in rg-platform": what stands where a place is named is one, where several are asked about. */
function withPlaced(values: MessageValues, signs: ReadonlySet<Sign>): MessageValues {
  const isMany = signs.has('everything') || signs.has('instances');
  const places = values.placed.filter((name) => isMany || RESOURCE_GROUP.test(name));
  if (places.length === 0) return values;
  return {
    ...values,
    named: values.named.filter((name) => !places.includes(name)),
    places: [...values.places, ...places.map((value) => ({ by: 'any' as const, value }))],
  };
}

/** Microsoft's recommended abbreviation for resource groups ("Abbreviation recommendations for Azure resources"). */
const RESOURCE_GROUP = /^rg-/i;

/** What looks like a name is one, whether it can be seen or not, unless a resource is asked about. */
function withNamed(values: MessageValues, signs: ReadonlySet<Sign>): MessageValues {
  const isResource = signs.has('uses') || servicesIn(signs).length > 0;
  if (values.named.length === 0 || isResource) return values;
  return { ...values, instances: [...values.instances, ...values.named], named: [] };
}

/** "Prod vs dev", "the dev one": a part of a name that only one instance has. */
function withParts(values: MessageValues, signs: ReadonlySet<Sign>, { instances = [] }: MessageContext): MessageValues {
  const isComparing = signs.has('compare') && values.instances.length < 2;
  const isOne = values.instances.length === 0 && / (?:the|and|y|et|und|e) \S+ one | one /.test(values.text);
  if (!isComparing && !isOne) return values;
  const parts = values.text.split(' ').flatMap((word) => instanceByPart(word, instances) ?? []);
  const [first] = parts;
  if (first === undefined || (isComparing && values.instances.length + parts.length < 2)) return values;
  return {
    ...values,
    instances: [...new Set([...values.instances, ...(isComparing ? parts : [first])])],
    unknown: values.unknown.filter((word) => instanceByPart(word, instances) === undefined),
  };
}

/** The resource that the message is about: a name that is no instance's, or the one word that nobody knows. */
function targetIn({ named, unknown, instances }: MessageValues, signs: ReadonlySet<Sign>) {
  const [name] = named;
  const isAsked = signs.has('uses') || signs.has('goesAway') || servicesIn(signs).length > 0;
  if (name !== undefined) return isAsked ? (name.split('.')[0] ?? name) : undefined;
  const [only, other] = unknown.filter((word) => /^[a-z0-9]{5,24}$/.test(word));
  if (other !== undefined || unknown.length > 1 || instances.length > 0) return undefined;
  if (!signs.has('which') && (only?.length ?? 0) < 8) return undefined;
  return signs.has('uses') || signs.has('goesAway') ? only : undefined;
}

/** The one word that the language does not know, where it may be a name. */
export function strangerIn({ values, lexicon, places }: ReadMessage): string | undefined {
  const [only, other] = values.unknown;
  const isAlone = other === undefined && places.length === 0 && values.unknownPlace === undefined;
  const isName = only !== undefined && lexicon.spaced && /^[a-z](?:[a-z0-9._-]{0,78}[a-z0-9])$/i.test(only);
  return isAlone && isName && values.instances.length + values.named.length === 0 ? only : undefined;
}

/** A retirement that was named by its id, or by its title where an end is asked about. */
export function isRetirementMeant(
  { exact }: NonNullable<MessageValues['retirement']>,
  signs: ReadonlySet<Sign>,
): boolean {
  return exact || signs.has('retire') || signs.has('deadline');
}

/** Words that a message may have beside its value to be about that value alone. */
export const FEW = 2;

/** Whether hardly anything else was said. */
export function isBare({ values, lexicon }: ReadMessage): boolean {
  return lexicon.spaced
    ? values.content <= FEW && values.text.length < 80
    : values.text.replace(/@\S+|\s/g, '').length <= 10;
}
