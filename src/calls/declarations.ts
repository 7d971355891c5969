/**
 * Declarations: what people say about calls that cannot be resolved. One holds while the text that it was made about is the
 * same and its last day has not passed; then a declared host is judged like one that was read, and "none of the six services"
 * ends the question. See docs/rules.md#declarations.
 */
import { createHash } from 'node:crypto';
import { type ArmResource, idKey } from '../model/arm.ts';
import { dayInWords } from '../model/days.ts';
import { type Declaration, declaredBy, destinationInWords } from '../model/declaration.ts';
import { attempt, type Estate, type Read } from '../model/estate.ts';
import type { Item, ItemSource } from '../model/finding.ts';
import { text } from '../model/json.ts';
import type { Subject } from '../model/requirement.ts';
import { say, type Text } from '../model/text.ts';
import { type Crawl, crawl } from './crawl.ts';

/** The declarations that hold for a source of calls, by its id. */
export type DeclaredFor = (source: string) => readonly Declaration[];

/** A source whose calls somebody declared to reach none of the six services. */
export interface DeclaredCall {
  readonly source: string;
  /** For people: "API orders, send-request". */
  readonly place: Text;
  readonly declaration: Declaration;
}

/** Where nothing is declared. */
export const nothingDeclared: DeclaredFor = () => [];

/** The fingerprint of a text: `sha256:` and the hex digits over its UTF-8 bytes. */
function fingerprint(of: string): string {
  return `sha256:${createHash('sha256').update(of, 'utf8').digest('hex')}`;
}

/** What names a call: a policy's XML, a backend's or API's address, a logger's endpoint. */
function callingText(resource: ArmResource): string | undefined {
  const paths = [
    ['value'],
    ['url'],
    ['serviceUrl'],
    ['credentials', 'endpointAddress'],
    ['credentials', 'connectionString'],
  ];
  return paths.map((path) => text(resource, 'properties', ...path)).find((found) => found !== undefined);
}

/** The text of a source, as far as it could be read. */
function textOf(id: string, found: Crawl, estate: Estate): Read<string | undefined> {
  const read = sourceRead(id, found, estate);
  return read.ok ? attempt(() => callingText(read.value)) : read;
}

/** Backends, loggers and APIs as their lists gave them; policies as they were read one by one. */
function sourceRead(id: string, found: Crawl, estate: Estate): Read<ArmResource> {
  const listed = [
    ...found.owners.flatMap(({ backends, loggers }) =>
      [backends, loggers].flatMap((read) => (read.ok ? read.value : [])),
    ),
    ...found.apis.map(({ resource }) => resource),
  ].find((one) => idKey(one.id) === idKey(id));
  return listed === undefined ? estate.resource(id) : { ok: true, value: listed };
}

/** What a declaration about an unresolved source has to name; `undefined` where the source has no text to be bound to. */
export function sourceOf(id: string, found: Crawl, estate: Estate): ItemSource | undefined {
  const read = textOf(id, found, estate);
  const calling = read.ok ? read.value : undefined;
  return calling === undefined ? undefined : { policy: id, hash: fingerprint(calling) };
}

/** `unread`: the text could not be read, so nothing rests on the declaration, and why it is not read is told elsewhere. */
type DeclarationState = 'holds' | 'past' | 'changed' | 'unread';

function stateOf(declaration: Declaration, found: Crawl, { estate, today }: Subject): DeclarationState {
  if (declaration.until !== undefined && declaration.until < today) return 'past';
  const read = textOf(declaration.policy, found, estate);
  if (!read.ok) return read.reason === 'NOT_FOUND' ? 'changed' : 'unread';
  return read.value !== undefined && fingerprint(read.value) === declaration.hash.toLowerCase() ? 'holds' : 'changed';
}

/** A declaration speaks about one instance: that under which its policy stands. */
function ofInstance({ declarations, instance }: Subject): readonly Declaration[] {
  return declarations.filter(({ policy }) => idKey(policy).startsWith(`${idKey(instance.id)}/`));
}

/** The declarations that hold today, by the source that they are about. */
export function declarationsInForce(found: Crawl, subject: Subject): DeclaredFor {
  const own = ofInstance(subject).filter((one) => stateOf(one, found, subject) === 'holds');
  const bySource = Map.groupBy(own, ({ policy }) => idKey(policy));
  return (source) => bySource.get(idKey(source)) ?? [];
}

/** What answers tell about declarations: every one that holds, by whom; and every one that has no effect, and why. */
export function declarationNotes(subject: Subject): readonly Text[] {
  const own = ofInstance(subject);
  const service = own.length === 0 ? undefined : subject.estate.resource(subject.instance.id);
  if (service?.ok !== true) return [];
  const found = crawl(service.value, subject.estate);
  const stood = own.map((declaration) => ({ declaration, state: stateOf(declaration, found, subject) }));
  const held = stood.filter(({ state }) => state === 'holds').map(({ declaration }) => declaration);
  const rest = held.length > NAMED_NOTES ? stood.filter(({ state }) => state !== 'holds') : stood;
  return [
    ...(held.length > NAMED_NOTES ? [manyHeld(held)] : []),
    ...rest.flatMap(({ declaration, state }) => noteOf(declaration, state, subject) ?? []),
  ];
}

/** Declarations that are told one by one; more of them are told in one sentence. */
const NAMED_NOTES = 2;

function manyHeld(held: readonly Declaration[]): Text {
  const names = [...new Set(held.map(({ by }) => by).filter((by) => by !== undefined))];
  return names.length === 0
    ? say('Declared, not seen: what {number} policies and addresses call.', { number: held.length })
    : say('Declared by {names}, not seen: what {number} policies and addresses call.', {
        names: names.join(', '),
        number: held.length,
      });
}

function noteOf(declaration: Declaration, state: DeclarationState, { instance }: Subject): Text | undefined {
  const { until, policy, destination } = declaration;
  const values = {
    name: declaredBy(declaration),
    policy: policy.slice(instance.id.length + 1),
    destination: destinationInWords(destination),
    until: until === undefined ? '' : dayInWords(until),
  };
  switch (state) {
    case 'holds':
      return until === undefined
        ? say('Declared by {name}, not seen: {policy} calls {destination}.', values)
        : say('Declared by {name} until {until}, not seen: {policy} calls {destination}.', values);
    case 'past':
      return say('The declaration by {name} about {policy} has no effect: it ended on {until}.', values);
    case 'changed':
      return say(
        'The declaration by {name} about {policy} has no effect: the text it was made about has changed.',
        values,
      );
    case 'unread':
      return undefined;
  }
}

/** The item of calls that somebody declared to reach none of the six services. */
export function judgeDeclared({ source, place, declaration }: DeclaredCall): Item {
  const { policy, hash, destination, by } = declaration;
  return {
    subject: source,
    status: 'pass',
    reason: 'DECLARED',
    message: say('{place}: calls {destination}, as {name} declared. Azure does not show it.', {
      place,
      destination: destinationInWords(destination),
      name: declaredBy({ by }),
    }),
    evidence: [
      { resource: policy, property: 'declaration', observed: destination, expected: 'a text that is still the same' },
    ],
    source: { policy, hash },
  };
}
