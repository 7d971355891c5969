/** A message in any of the languages to what is meant: signs and values, and the rule that fits them best. */

import type { Language } from '../../languages/language.ts';
import type { Sign } from '../../languages/vocabulary/sign.ts';
import { utcDay } from '../../model/days.ts';
import type { FileFormat } from '../../model/file-format.ts';
import {
  type Condition,
  everything,
  type Only,
  type Question,
  type Scope,
  type Service,
} from '../../model/question.ts';
import type { Once, ReminderScope } from '../../model/reminder.ts';
import { scopeOfText } from '../../model/scope-text.ts';
import type { Knowledge } from '../knowledge.ts';
import { byWords, type Titled } from '../pick-requirement.ts';
import { type Word, wordsOf } from '../words.ts';
import { type Lexicon, languagesOf, lexiconOf, plainOf } from './lexicon.ts';
import { FAINT, type Rule, rules, STRONG, type ValueName } from './rules.ts';
import { MORNING, scheduleIn, timeIn } from './schedule.ts';
import { dayIn } from './spoken-day.ts';
import { isTerm } from './terms.ts';
import { instanceByPart, isInstanceName, type Values, valuesOf } from './values.ts';

/** What a message means. */
export interface Meaning {
  readonly question: Question;
  readonly language: Language;
  /** No word in it was taken for a name or a place that could be something else. */
  readonly certain: boolean;
}

/** Everything that was seen in a message, in one language. */
interface Seen {
  readonly words: readonly Word[];
  readonly message: string;
  readonly lexicon: Lexicon;
  readonly signs: ReadonlySet<Sign>;
  readonly values: Values;
  readonly target: string | undefined;
  readonly services: readonly Service[];
  readonly format: FileFormat | undefined;
  readonly places: readonly Condition[];
  /** The requirements that the longest run of words fits by its title. */
  readonly worded: () => readonly string[];
  /** A day ahead that was named. */
  readonly dayAhead: () => string | undefined;
}

const services: readonly (readonly [Sign, Service])[] = [
  ['keyVault', 'key-vault'],
  ['storage', 'storage'],
  ['serviceBus', 'service-bus'],
  ['eventHubs', 'event-hubs'],
  ['registry', 'container-registry'],
  ['managedHsm', 'managed-hsm'],
];

/** Words that are looked at; more is no question. */
const LONGEST = 90;

/** Words of a requirement's title that are held against it. */
const MOST_WORDS = 9;

/** Words of a question whose name nobody knows. */
const SHORT = 5;

/** Words that a message may have beside its value to be about that value alone. */
const FEW = 2;

/** The languages to try: the likeliest ones, and the reader's own. */
export function likelyLanguages(words: readonly Word[], knowledge: Knowledge, own: Language): readonly Language[] {
  const spoken = words.filter((word) => !word.quoted && !isInstanceName(word, knowledge.instances ?? []));
  return languagesOf(
    spoken.map(({ plain }) =>
      plainOf(plain)
        .split(/[^\p{L}\p{N}]+/u)
        .filter((piece) => piece !== ''),
    ),
    own,
  );
}

/** What a message means in the likeliest language in which it means something. */
export function readMeaning(message: string, knowledge: Knowledge, among: readonly Language[]): Meaning | undefined {
  for (const language of among) {
    const seen = seenIn(message, knowledge, language);
    const best = bestRule(seen);
    if (best !== undefined) {
      return { question: questionOf(best, seen, knowledge), language, certain: isCertain(seen) };
    }
  }
  return undefined;
}

/** Names change nothing where every word is known, and every name can be nothing else. */
function isCertain({ values, places }: Seen): boolean {
  const isStrange = values.unknown.length > 0 || values.unknownPlace !== undefined || values.named.length > 0;
  return !isStrange && places.every(({ by }) => by !== 'any');
}

const elided = /(?<!\p{L})(qu|jusqu|lorsqu|l|d|n|s|j|m|t|c)['’](?=\p{L})/giu;

/** "Pourriez-vous", "y a-t-il", "lembre-me": a verb and its pronoun, and no name. */
const hyphened: Readonly<Partial<Record<Language, RegExp>>> = {
  fr: /(?<![\p{L}\d-])(\p{L}+)(?:-t)?-(vous|tu|moi|nous|toi|ils?|elles?|on|je|la|les?|ce|y|en)(?![\p{L}\d-])/giu,
  'pt-BR': /(?<![\p{L}\d-])(\p{L}+)-(me|nos|lhes?|se|vos)(?![\p{L}\d-])/giu,
};

/** Japanese runs words and names together, and writes months its own way; French elides; verbs carry their pronouns. */
function parted(message: string, { language }: Lexicon, instances: readonly { readonly name: string }[]): string {
  const verbs = hyphened[language];
  const isName = (word: string) => instances.some(({ name }) => name.toLowerCase() === word.toLowerCase());
  const apart =
    verbs === undefined
      ? message
      : message.replace(verbs, (whole, verb: string, pronoun: string) =>
          isName(whole) ? whole : `${verb} ${pronoun}`,
        );
  if (language === 'fr') return apart.replace(elided, '$1 ');
  if (language !== 'ja') return apart;
  return message
    .normalize('NFKC')
    .replace(/(\d{4})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?/g, (_, year: string, month: string) => {
      return ` ${year}-${month.padStart(2, '0')} `;
    })
    .replace(/(?<=[A-Za-z][A-Za-z0-9._/-]+)(?=[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}])/gu, ' ')
    .replace(/(?<=[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}])(?=[A-Za-z][A-Za-z0-9._/-]{2,})/gu, ' ');
}

function seenIn(message: string, knowledge: Knowledge, language: Language): Seen {
  const lexicon = lexiconOf(language);
  const words = wordsOf(parted(message, lexicon, knowledge.instances ?? [])).slice(0, LONGEST);
  const found = valuesOf(words, knowledge, lexicon);
  const signs = new Set([...lexicon.signsIn(found.text), ...aboutTheChat(words, lexicon)]);
  const values = withPlaced(found, signs);
  const places = [...values.places, ...placesBySign(signs, values)];
  const named = withParts(withNamed(values, signs), signs, knowledge);
  return {
    words,
    message,
    lexicon,
    signs,
    values: named,
    target: targetIn(named, signs),
    services: services.flatMap(([sign, service]) => (signs.has(sign) ? [service] : [])),
    format: (['csv', 'json', 'markdown', 'html'] as const).find((sign) => signs.has(sign)),
    places,
    worded: once(() => wordedIn(words, lexicon, knowledge.requirements)),
    dayAhead: once(() => dayIn(message, language, knowledge, 'future')),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
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

/** "When is trusted access gone?": the one retirement whose title holds what is asked about. */
function retirementByTitle({ words, signs }: Seen, { retirements = [] }: Knowledge): string | undefined {
  if (!signs.has('trustedAccess')) return undefined;
  const [only, other] = byWords(
    ['trusted', words.some(({ plain }) => plain === 'service') ? 'service' : 'access'],
    retirements,
  );
  return other === undefined ? only?.id : undefined;
}

/** What may be seen: "may" is no month there, and what stands between the words is no name. */
function aboutTheChat(words: readonly Word[], lexicon: Lexicon): readonly Sign[] {
  const all = lexicon.signsIn(` ${words.map(({ plain }) => plainOf(plain)).join(' ')} `);
  const own = (['thisChat', 'maySee', 'nothingElse', 'besides'] as const).filter((sign) => all.has(sign));
  return own.includes('thisChat') ? own : [];
}

/** "In internal mode", "in europe", "en producción". */
function placesBySign(signs: ReadonlySet<Sign>, { places: told, unknownPlace }: Values): readonly Condition[] {
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
function withPlaced(values: Values, signs: ReadonlySet<Sign>): Values {
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
function withNamed(values: Values, signs: ReadonlySet<Sign>): Values {
  const isResource = signs.has('uses') || services.some(([sign]) => signs.has(sign));
  if (values.named.length === 0 || isResource) return values;
  return { ...values, instances: [...values.instances, ...values.named], named: [] };
}

/** "Prod vs dev", "the dev one": a part of a name that only one instance has. */
function withParts(values: Values, signs: ReadonlySet<Sign>, { instances = [] }: Knowledge): Values {
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
function targetIn({ named, unknown, instances }: Values, signs: ReadonlySet<Sign>) {
  const [name] = named;
  const isAsked = signs.has('uses') || signs.has('goesAway') || services.some(([sign]) => signs.has(sign));
  if (name !== undefined) return isAsked ? (name.split('.')[0] ?? name) : undefined;
  const [only, other] = unknown.filter((word) => /^[a-z0-9]{5,24}$/.test(word));
  if (other !== undefined || unknown.length > 1 || instances.length > 0) return undefined;
  if (!signs.has('which') && (only?.length ?? 0) < 8) return undefined;
  return signs.has('uses') || signs.has('goesAway') ? only : undefined;
}

/** A retirement that was named by its id, or by its title where an end is asked about. */
function isRetirementMeant({ exact }: NonNullable<Values['retirement']>, signs: ReadonlySet<Sign>): boolean {
  return exact || signs.has('retire') || signs.has('deadline');
}

/** The one word that the language does not know, where it may be a name. */
function strangerIn({ values, lexicon, places }: Seen): string | undefined {
  const [only, other] = values.unknown;
  const isAlone = other === undefined && places.length === 0 && values.unknownPlace === undefined;
  const isName = only !== undefined && lexicon.spaced && /^[a-z](?:[a-z0-9._-]{0,78}[a-z0-9])$/i.test(only);
  return isAlone && isName && values.instances.length + values.named.length === 0 ? only : undefined;
}

function holds(name: ValueName, seen: Seen): boolean {
  const { values, signs, target, services: asked, format, places, lexicon } = seen;
  switch (name) {
    case 'instance':
      return values.instances.length > 0 || (values.named.length > 0 && target === undefined);
    case 'several':
      return values.instances.length > 1;
    case 'requirement':
      return values.requirement !== undefined;
    case 'retirement':
      return values.retirement !== undefined && isRetirementMeant(values.retirement, signs);
    case 'target':
      return target !== undefined;
    case 'month':
      return values.month !== undefined;
    case 'year':
      return values.year !== undefined;
    case 'place':
      return places.length > 0 || values.unknownPlace !== undefined;
    case 'service':
      return asked.length > 0;
    case 'format':
      return format !== undefined;
    case 'stranger':
      return strangerIn(seen) !== undefined;
    case 'alone':
      return !values.text.trim().includes(' ');
    case 'worded':
      return seen.worded().length > 0;
    case 'day':
      return seen.dayAhead() !== undefined;
    case 'bare':
      return lexicon.spaced
        ? values.content <= FEW && values.text.length < 80
        : values.text.replace(/@\S+|\s/g, '').length <= 10;
  }
}

function fits({ needs }: Rule, seen: Seen): boolean {
  return needs.every((condition) => {
    const isNot = condition.startsWith('!');
    const name = isNot ? condition.slice(1) : condition;
    const isThere = name.startsWith('#') ? holds(name.slice(1) as ValueName, seen) : seen.signs.has(name as Sign);
    return isThere !== isNot;
  });
}

function bestRule(seen: Seen): Rule | undefined {
  let best: Rule | undefined;
  for (const rule of rules) if ((best === undefined || rule.weight > best.weight) && fits(rule, seen)) best = rule;
  return best === undefined || !isBelieved(best, seen) ? undefined : best;
}

/** A weak sign among words that nobody knows is an accident. */
function isBelieved({ weight, kind, values: own }: Rule, { values, target, places, lexicon }: Seen): boolean {
  if (own.certain === 'no') return values.content <= FEW && values.text.trim().split(' ').length <= SHORT;
  // What ends something has to be said plainly.
  if (kind === 'change-reminders' && lexicon.spaced && values.unknown.length > 0) return false;
  const isAnchored =
    values.instances.length > 0 ||
    values.named.length > 0 ||
    values.requirement !== undefined ||
    values.month !== undefined ||
    values.places.length > 0 ||
    places.length > 0 ||
    target !== undefined;
  if (isAnchored || !lexicon.spaced) return true;
  const strangers = values.unknown.length;
  const known = values.content - strangers;
  if (weight < FAINT) return strangers === 0 && values.content <= 1;
  return weight >= STRONG ? strangers <= Math.max(1, known) : strangers * 2 <= known;
}

function questionOf(rule: Rule, seen: Seen, knowledge: Knowledge): Question {
  const { kind, values: own } = rule;
  const { values, signs, target, services: asked, format } = seen;
  const stranger = own.certain === 'no' ? strangerIn(seen) : undefined;
  const [first = stranger, ...others] = values.instances.length > 0 ? values.instances : values.named;
  const instance = first === undefined ? {} : { instance: first };
  const scope = scopeOf(seen);
  const month = values.month === undefined ? {} : { month: values.month };
  const only = onlyOf(own.only);
  const requirement = requirementOf(own.requirement, seen, knowledge);
  const [service, another] = asked;
  const oneService = service === undefined || another !== undefined ? {} : { service };
  const leans =
    beginsWithAnd(seen) && (values.instances.length > 0 || values.places.length > 0) ? { leans: true as const } : {};
  switch (kind) {
    case 'check':
    case 'why':
    case 'fix':
    case 'evidence':
    case 'what-if': {
      if (kind === 'check' && others.length > 0) return { kind: 'fleet', scope, ...month, ...leans };
      const isMany = kind === 'fix' && first === undefined && (signs.has('everything') || seen.places.length > 0);
      const many = isMany || others.length > 0 ? { scope } : {};
      return {
        kind,
        ...instance,
        ...month,
        ...(own.certain === 'no' ? { doubtful: true as const } : {}),
        ...(first === undefined && kind === 'check' && (signs.has('it') || own.leans !== undefined)
          ? { leans: true as const }
          : {}),
        ...(own.broad === undefined ? {} : { broad: true as const }),
        ...(kind === 'check' && first !== undefined ? leans : {}),
        ...(kind === 'fix' ? many : {}),
        ...(isMany && signs.has('unready') ? { only: 'unmet' as const } : {}),
        ...(kind === 'evidence' && requirement !== undefined ? { requirement } : {}),
        ...(kind === 'fix' ? oneService : {}),
        ...(isGuess(rule, seen) ? { guessed: true as const } : {}),
      };
    }
    case 'fleet':
      return {
        kind,
        scope,
        ...(own.leans !== undefined || (beginsWithAnd(seen) && hasPlace(scope)) ? { leans: true as const } : {}),
        ...only,
        ...month,
        ...(requirement === undefined ? {} : { requirement }),
        ...(own.by === 'requirement' ? { by: 'requirement' as const } : {}),
        ...(own.compare === undefined ? {} : { compare: true as const }),
      };
    case 'list': {
      const detail = own.detail as never;
      const group = own.group as never;
      return {
        kind,
        scope,
        ...month,
        ...(detail === undefined ? {} : { detail }),
        ...(group === undefined ? {} : { group }),
      };
    }
    case 'summary':
      return { kind, scope, ...month };
    case 'explain': {
      const term = own.term;
      return {
        kind,
        requirements: requirement !== undefined ? [requirement] : rule.needs.includes('#worded') ? seen.worded() : [],
        ...(term !== undefined && isTerm(term) ? { term } : {}),
      };
    }
    case 'retirements': {
      const { year, retirement } = values;
      if (own.act === 'missed') {
        const spoken = dayIn(seen.message, seen.lexicon.language, knowledge, 'past');
        const since = spoken ?? utcDay(values.month);
        return { kind, missed: true, scope, ...(since === undefined ? {} : { since }) };
      }
      const named =
        retirement === undefined || !isRetirementMeant(retirement, signs) ? {} : { retirement: retirement.id };
      const titled = 'retirement' in named ? undefined : retirementByTitle(seen, knowledge);
      return {
        kind,
        ...named,
        ...(titled === undefined ? {} : { retirement: titled }),
        ...(year === undefined ? month : { year }),
      };
    }
    case 'changes': {
      const since = dayIn(seen.message, seen.lexicon.language, knowledge, 'past');
      const isAll = scope.names.length === 0 && scope.where.length === 0;
      return { kind, scope, ...(since === undefined ? {} : { since }), ...(isAll ? { leans: true as const } : {}) };
    }
    case 'readers':
      return { kind, target: target ?? '' };
    case 'services':
      return { kind, ...instance, scope, ...oneService, ...(own.only === undefined ? {} : { only: 'unmet' as const }) };
    case 'month':
      return { kind, month: values.month ?? '' };
    case 'remind': {
      const isNamed = scope.names.length + scope.where.length > 0 || signs.has('everything');
      const what = own.what === 'summary' ? 'summary' : 'reminder';
      const regular = scheduleIn(seen.message, seen.lexicon.language, signs);
      const schedule = regular ?? (what === 'reminder' ? onceIn(seen, knowledge) : undefined);
      return {
        kind,
        what,
        ...(isNamed || what === 'summary' ? { scope } : {}),
        ...(schedule === undefined ? {} : { schedule }),
      };
    }
    case 'reminders':
      return { kind };
    case 'change-reminders': {
      const until = dayIn(seen.message, seen.lexicon.language, knowledge, 'future');
      return { kind, act: own.act as 'stop', ...instance, ...(until === undefined ? {} : { until }) };
    }
    case 'waive': {
      const reason = seen.lexicon.reasonIn(seen.message);
      const until = dayIn(seen.message, seen.lexicon.language, knowledge, 'future');
      return {
        kind,
        requirements: requirement === undefined ? seen.worded() : [requirement],
        ...instance,
        ...(until === undefined ? {} : { until }),
        ...(reason === undefined ? {} : { reason }),
      };
    }
    case 'waivers':
      return {
        kind,
        ...(own.act === 'withdraw' ? { act: 'withdraw' as const } : {}),
        ...instance,
        ...(requirement === undefined ? {} : { requirements: [requirement] }),
      };
    case 'sight': {
      const act = own.act as 'only' | 'also' | 'withdraw' | undefined;
      const written = firstScopeIn(seen.message);
      return {
        kind,
        ...(act === undefined ? {} : { act }),
        ...(act === 'only' || act === 'also' ? { scope: placeNamed(seen.message) ?? scope } : {}),
        ...(written === undefined ? {} : { written }),
      };
    }
    case 'export':
      return { kind, ...(format === undefined ? {} : { format }), scope };
    case 'thanks':
      return { kind, ...(own.act === 'cancel' ? { act: 'cancel' as const } : {}) };
    case 'help':
      return {
        kind,
        ...(own.topic === 'access' || own.topic === 'limits' ? { topic: own.topic } : {}),
        ...(own.topic === 'greeting' ? { greeting: true as const } : {}),
        ...(own.topic === undefined ? {} : instance),
      };
  }
}

/** A scope that is written as Azure writes it: the id of a resource, or `tag:NAME=VALUE`. */
function firstScopeIn(message: string): ReminderScope | undefined {
  for (const word of message.split(/\s+/)) {
    const scope = /^(?:\/|tag:)/i.test(word) ? scopeOfText(word) : undefined;
    if (scope !== undefined) return scope;
  }
  return undefined;
}

/** A subscription or resource group by its name, known or not: what may be seen elsewhere is not known here. */
function placeNamed(message: string): Scope | undefined {
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
function onceIn({ message, lexicon }: Seen, knowledge: Knowledge): Once | undefined {
  const on = dayIn(message, lexicon.language, knowledge, 'future');
  return on === undefined ? undefined : { on, time: timeIn(message) ?? MORNING };
}

/** "And apim-dev?", "what about the dev one": before the first value there is a word that goes on. */
function beginsWithAnd(seen: Seen): boolean {
  const [beginning = ''] = seen.values.text.split('@');
  return holds('bare', seen) && seen.lexicon.signsIn(beginning).has('and');
}

function hasPlace({ where }: Scope): boolean {
  return where.length > 0;
}

/** A name among words of which none says what is asked. */
function isGuess({ kind, needs }: Rule, { values, signs }: Seen): boolean {
  if (kind !== 'check' || needs.join() !== '#instance') return false;
  const isStrange = values.unknown.length > 0 || values.content > 2;
  return isStrange && !(['check', 'unready', 'broken', 'noProblem'] as const).some((sign) => signs.has(sign));
}

/** By its id, by what the rule stands for, or "requirement 3". */
function requirementOf(own: string | undefined, { values, signs }: Seen, { requirements = [] }: Knowledge) {
  if (own !== undefined || values.requirement !== undefined) return own ?? values.requirement;
  return signs.has('requirements') && values.number !== undefined
    ? byOrder(requirements)[values.number - 1]?.id
    : undefined;
}

function byOrder(requirements: NonNullable<Knowledge['requirements']>) {
  return requirements.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
}

function onlyOf(only: string | undefined): { readonly only?: Only } {
  return only === 'unmet' || only === 'ready' || only === 'undecided' ? { only } : {};
}

function scopeOf({ values, places }: Seen): Scope {
  const names = values.instances.length > 0 ? values.instances : [];
  const unknown = values.unknownPlace === undefined ? [] : [{ by: 'any' as const, value: values.unknownPlace }];
  const where = names.length > 0 ? [] : [...places, ...unknown];
  return names.length === 0 && where.length === 0 ? everything : { names, where };
}
