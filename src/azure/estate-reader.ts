/**
 * The estate that judges ask, filled from Azure on demand: judge, note what was asked and is not known yet, read all of
 * it at once, judge again. What is never asked is never read.
 */
import type { ArmResource } from '../model/arm.ts';
import { type Estate, type EstateQuestion, failed, type Read } from '../model/estate.ts';
import type { AzureConnection } from './connection.ts';
import { readChildren, readResource } from './management-reads.ts';
import { isGraphQuestion, questionKey } from './questions.ts';
import { createRequestQueue } from './request-queue.ts';
import type { AskOptions } from './shared-rows.ts';

/** How to collect, and how urgent it is. */
export interface CollectOptions extends AskOptions {
  /** What will be asked for certain, though only once other answers are there: read at once with what is asked first. */
  readonly ahead?: readonly EstateQuestion[] | undefined;
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

type Answer = Read<ArmResource | readonly ArmResource[]>;
type Answers = Map<string, Answer>;

/** Requests to Azure Resource Manager at once in one assessment. */
const WIDTH = 16;

/** Makes a reader. Answers are kept for its life, so one reader never answers the same question in two ways. */
export function createEstateReader(azure: AzureConnection): EstateReader {
  const answers: Answers = new Map();
  const queue = createRequestQueue({ width: WIDTH, clock: azure.clock });
  const asker = {};
  let rounds = 0;
  return {
    get rounds() {
      return rounds;
    },
    async collect(judge, options = {}) {
      const { signal, priority, fresh, ahead = [], onRound, onResource, maxRounds = 40 } = options;
      for (let round = 0; ; round += 1) {
        signal?.throwIfAborted();
        const open = new Map<string, EstateQuestion>();
        const last = round >= maxRounds;
        const result = judge(
          estateOver((question) => {
            const key = questionKey(question);
            const answer = answers.get(key);
            if (answer !== undefined) return answer;
            if (last) return failed('READ_LIMIT');
            open.set(key, question);
            return failed('PENDING');
          }),
        );
        if (open.size === 0) return result;
        if (round === 0) {
          for (const question of ahead) {
            const key = questionKey(question);
            if (!answers.has(key)) open.set(key, question);
          }
        }
        onRound?.(answers.size, open.size);
        const questions = [...open].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, question]) => question);
        rounds += 1;
        const read = <T>(task: () => Promise<T>) => queue.run(task, { signal });
        const how: Round = { asker, asking: { signal, priority, fresh }, onResource };
        for (const [key, answer] of await readRound(azure, questions, read, how)) {
          if (!answers.has(key)) answers.set(key, answer);
        }
      }
    },
  };
}

type Ask = (question: EstateQuestion) => Answer;

function estateOver(ask: Ask): Estate {
  const one = (question: EstateQuestion) => ask(question) as Read<ArmResource>;
  const many = (question: EstateQuestion) => ask(question) as Read<readonly ArmResource[]>;
  return {
    resource: (id) => one({ kind: 'resource', id }),
    children: (parentId, collection) => many({ kind: 'children', parentId, collection }),
    named: (types, name) => (name === '' ? failed('TARGET_NOT_VISIBLE') : one({ kind: 'named', types, name })),
    virtualNetworkLinks: (subject) => many({ kind: 'virtualNetworkLinks', subject }),
    addressRecords: (subject) => many({ kind: 'addressRecords', subject }),
    perimeterAssociations: (subject) => many({ kind: 'perimeterAssociations', subject }),
    perimeterRules: (subject) => many({ kind: 'perimeterRules', subject }),
    securityAdminRules: (subject) => many({ kind: 'securityAdminRules', subject }),
    virtualNetworkGateways: (subject) => many({ kind: 'virtualNetworkGateways', subject }),
    dnsForwarders: (subject) => many({ kind: 'dnsForwarders', subject }),
    recommendations: (subject) => many({ kind: 'recommendations', subject }),
    healthEvents: (subject) => many({ kind: 'healthEvents', subject }),
  };
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
): Promise<Answers> {
  const answers: Answers = new Map();
  const manage = async (question: EstateQuestion) => {
    const answer = await inTurn(async (): Promise<Answer> => {
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
