/**
 * The estate that judges ask, filled from Azure on demand: judge, note what was asked and is not known yet, read all of
 * it at once, judge again. What is never asked is never read.
 */
import type { ArmResource } from '../model/arm.ts';
import { type Estate, type EstateQuestion, failed, type Read, type RowKind } from '../model/estate.ts';
import { readableAnswer } from '../model/readable.ts';
import type { AzureConnection } from './connection.ts';
import { readChildren, readResource } from './management-reads.ts';
import { isGraphQuestion, questionKey } from './questions.ts';
import { createRequestQueue } from './request-queue.ts';
import type { AskOptions } from './shared-rows.ts';

/** How to collect, and how urgent it is. */
export interface CollectOptions extends AskOptions {
  /** Before each round: how many questions are answered so far, and how many are about to be read. */
  readonly onRound?: ((answered: number, open: number) => void) | undefined;
  /** After each resource that was read by its id, failed or not; for progress within a long round. */
  readonly onResource?: ((id: string) => void) | undefined;
  /** Rounds of reading at most; what is still open then answers READ_LIMIT. Default 40. */
  readonly maxRounds?: number | undefined;
}

/** Collects for one assessment. */
export interface EstateReader {
  /**
   * Runs `judge` over an estate until it asks nothing new, and returns its last result. Reads that fail are answers too;
   * only the signal's reason is thrown, and what `judge` itself throws.
   */
  collect<T>(judge: (estate: Estate) => T, options?: CollectOptions): Promise<T>;
  /** Rounds of reading so far, over all `collect`s. */
  readonly rounds: number;
}

type EstateAnswer = Read<ArmResource | readonly ArmResource[]>;
type EstateAnswers = Map<string, EstateAnswer>;
type List = Read<readonly ArmResource[]>;

/** Requests to Azure Resource Manager at once in one assessment. */
const WIDTH = 16;

/** Makes a reader. Answers are kept for its life, so one reader never answers the same question in two ways. */
export function createEstateReader(azure: AzureConnection): EstateReader {
  const answers = new KnownAnswers();
  const queue = createRequestQueue({ width: WIDTH, clock: azure.clock });
  const asker = {};
  let rounds = 0;

  /** Reads what is open. */
  const fill = async (open: ReadonlyMap<string, EstateQuestion>, options: CollectOptions): Promise<void> => {
    const { signal, priority, fresh, onRound, onResource } = options;
    onRound?.(answers.size, open.size);
    const questions = [...open].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, question]) => question);
    rounds += 1;
    const read = <T>(task: () => Promise<T>) => queue.run(task, { signal });
    const how: Round = { asker, asking: { signal, priority, fresh }, onResource };
    for (const [key, answer] of await readRound(azure, questions, read, how)) answers.add(key, answer);
  };

  return {
    get rounds() {
      return rounds;
    },
    async collect(judge, options = {}) {
      const { signal, maxRounds = 40 } = options;
      for (let round = 0; ; round += 1) {
        signal?.throwIfAborted();
        const open = new Map<string, EstateQuestion>();
        const unknown = (key: string, question: EstateQuestion) => {
          if (round >= maxRounds) return failed('READ_LIMIT');
          open.set(key, question);
          return failed('PENDING');
        };
        const result = judge(answers.estate(unknown));
        if (open.size === 0) return result;
        await fill(open, options);
      }
    },
  };
}

/** What is answered to a question that was not read yet. */
type AnswerToUnasked = (key: string, question: EstateQuestion) => EstateAnswer;

/** Answers by what they are about, in the letters in which it was asked for. */
type Spelled = Map<string, EstateAnswer>;

/**
 * The answers of one reader. Judges ask for the same things in the same letters round after round, so answers are found by
 * those first, and only then by the key of the question.
 */
class KnownAnswers {
  readonly #byKey = new Map<string, EstateAnswer>();
  readonly #resources: Spelled = new Map();
  readonly #lists = new Map<string, Spelled>();
  readonly #named = new Map<string, Spelled>();
  readonly #rows = new Map<RowKind, Spelled>();

  get size(): number {
    return this.#byKey.size;
  }

  /** Keeps an answer, measured, unless there is one. */
  add(key: string, answer: EstateAnswer): void {
    if (!this.#byKey.has(key)) this.#byKey.set(key, readableAnswer(answer));
  }

  /** The estate of these answers; `unknown` answers what is not among them. */
  estate(unknown: AnswerToUnasked): Estate {
    const first = (spelled: Spelled, about: string, question: EstateQuestion): EstateAnswer => {
      const key = questionKey(question);
      const answer = this.#byKey.get(key);
      if (answer === undefined) return unknown(key, question);
      spelled.set(about, answer);
      return answer;
    };
    const rows = (kind: RowKind) => {
      const spelled = of(this.#rows, kind);
      return (subject: string) => (spelled.get(subject) ?? first(spelled, subject, { kind, subject })) as List;
    };
    const resources = this.#resources;
    return {
      answers: this.#byKey,
      prefetch: (questions) => {
        for (const question of questions) {
          const key = questionKey(question);
          if (!this.#byKey.has(key)) unknown(key, question);
        }
      },
      resource: (id) => (resources.get(id) ?? first(resources, id, { kind: 'resource', id })) as Read<ArmResource>,
      children: (parentId, collection) => {
        const spelled = of(this.#lists, collection);
        return (spelled.get(parentId) ?? first(spelled, parentId, { kind: 'children', parentId, collection })) as List;
      },
      named: (types, name) => {
        if (name === '') return failed('TARGET_NOT_VISIBLE');
        const spelled = of(this.#named, types.join());
        return (spelled.get(name) ?? first(spelled, name, { kind: 'named', types, name })) as Read<ArmResource>;
      },
      virtualNetworkLinks: rows('virtualNetworkLinks'),
      addressRecords: rows('addressRecords'),
      perimeterAssociations: rows('perimeterAssociations'),
      perimeterRules: rows('perimeterRules'),
      securityAdminRules: rows('securityAdminRules'),
      virtualNetworkGateways: rows('virtualNetworkGateways'),
      dnsForwarders: rows('dnsForwarders'),
      recommendations: rows('recommendations'),
      healthEvents: rows('healthEvents'),
    };
  }
}

/** The answers of one kind, or about one collection. */
function of<K>(kinds: Map<K, Spelled>, kind: K): Spelled {
  const known = kinds.get(kind);
  if (known !== undefined) return known;
  const spelled: Spelled = new Map();
  kinds.set(kind, spelled);
  return spelled;
}

/** Runs one read in its turn. */
type InTurn = <T>(task: () => Promise<T>) => Promise<T>;

interface Round extends Pick<CollectOptions, 'onResource'> {
  /** The assessment. */
  readonly asker: object;
  readonly asking: AskOptions;
}

async function readRound(
  azure: AzureConnection,
  questions: readonly EstateQuestion[],
  inTurn: InTurn,
  { asker, asking, onResource }: Round,
): Promise<EstateAnswers> {
  const answers: EstateAnswers = new Map();
  const manage = async (question: EstateQuestion) => {
    const answer = await inTurn(async (): Promise<EstateAnswer> => {
      if (question.kind === 'resource') return await readResource(azure, question.id, asking);
      if (question.kind === 'children')
        return await readChildren(azure, question.parentId, question.collection, asking);
      return failed('READ_FAILED');
    });
    answers.set(questionKey(question), answer);
    if (question.kind === 'resource') onResource?.(question.id);
  };
  await settled([
    ...questions.filter((question) => !isGraphQuestion(question)).map(manage),
    ...questions.filter(isGraphQuestion).map(async (question) => {
      const answer = await azure.rows.ask(question, asker, asking);
      // Resource Graph hides what may not be read; a read by id tells "forbidden" from "not there" (docs/rules.md#reads).
      if (answer === undefined) await manage(question);
      else answers.set(questionKey(question), answer);
    }),
  ]);
  return answers;
}

/** Waits for all, then throws the first error, so that nothing is left running behind an abort. */
async function settled(tasks: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(tasks);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
