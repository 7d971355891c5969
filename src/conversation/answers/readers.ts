/** Which instances refer to a resource, or call it: read from what every assessment found. */
import type { CardMessage } from '../../../cards/parts/elements.ts';
import { type ReaderRow, readersCard } from '../../../cards/readers-card.ts';
import { nameOf } from '../../model/arm.ts';
import type { Item, Report } from '../../model/finding.ts';
import { same } from '../../model/json.ts';
import type { ReadersQuestion } from '../../model/question.ts';
import { GATEWAY_DEPENDENCIES, isAboutCalls, KEY_VAULT_REFRESH } from '../../model/requirement-ids.ts';
import { everything } from '../../model/scope.ts';
import { bySeverity } from '../../readiness/assess.ts';
import type { DiscoveredInstance } from '../../readiness/assessor.ts';
import { type AnswerContext, type AnswerRequest, emptyEstate } from './answer-context.ts';
import { assessAll } from './fleet.ts';

/** Searches every instance. Finding none is no proof while something could not be read, and the answer says which. */
export async function answerReaders(
  { target }: ReadersQuestion,
  context: AnswerContext,
  request: AnswerRequest,
): Promise<CardMessage> {
  const instances = await context.assessor.instances();
  if (instances.length === 0) return emptyEstate(request);
  const assessments = await assessAll(instances, undefined, context, request);
  request.remember({ asked: 'fleet', scope: everything });
  const searched = instances.map((instance, index) => ({ instance, reports: assessments[index]?.reports ?? [] }));
  const readers = searched.flatMap(({ instance, reports }) => readerOf(instance, reports, target) ?? []);
  const unsure = searched
    .filter(({ instance }) => readers.every((reader) => reader.instance !== instance))
    .filter(({ reports }) => !isSearchedWhole(reports))
    .map(({ instance }) => instance.name);
  return readersCard({ target, readers, unsure, searched: instances.length, again: request.retry, view: request.view });
}

function readerOf(instance: DiscoveredInstance, reports: readonly Report[], target: string): ReaderRow | undefined {
  const found = reports.flatMap(({ findings }) =>
    findings
      .filter(({ requirement }) => isAboutCalls(requirement))
      .flatMap(({ requirement, items }) =>
        items.filter((item) => isAbout(item, target)).map((item) => ({ requirement, item })),
      ),
  );
  const worst = found.toSorted((a, b) => bySeverity(a.item, b.item))[0]?.item;
  if (worst === undefined) return undefined;
  const calls = found.some(({ requirement }) => requirement === GATEWAY_DEPENDENCIES);
  const refers = found.some(({ requirement }) => requirement !== GATEWAY_DEPENDENCIES);
  return { instance, calls, refers, worst };
}

/** The resource is the subject, or what has to change, or evidence, or stands in a value that was read. */
function isAbout({ subject, about = '', evidence }: Item, target: string): boolean {
  const named = (id: string) => same(nameOf(id), target) || id.toLowerCase().startsWith(`${target.toLowerCase()}.`);
  const word = new RegExp(`(?<![a-z0-9-])${target.replace(/[^a-z0-9-]/gi, '')}(?![a-z0-9-])`, 'i');
  return (
    named(subject) || named(about) || evidence.some(({ resource, observed }) => named(resource) || word.test(observed))
  );
}

/** Whether every source of calls and references could be read and understood. */
function isSearchedWhole(reports: readonly Report[]): boolean {
  const open = reports
    .flatMap(({ findings }) => findings)
    .flatMap(({ requirement, items }) =>
      requirement === GATEWAY_DEPENDENCIES || requirement === KEY_VAULT_REFRESH ? items : [],
    );
  return reports.length > 0 && open.every(({ status }) => status !== 'unknown');
}
