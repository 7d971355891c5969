/** A database that one process has and others use over their channel to it, as they would a server: it outlives them. */
import type { ChildProcess } from 'node:child_process';
import type { Database, DatabaseRow, Queries } from '../../../src/reminders/store/database.ts';

interface Question {
  readonly database: 'query' | 'begin' | 'commit' | 'rollback' | 'several';
  readonly id: number;
  /** The transaction that it belongs to; 0 for none. */
  readonly transaction: number;
  readonly text?: string;
  readonly values?: readonly unknown[];
}

interface Answer {
  readonly answer: number;
  readonly rows?: readonly DatabaseRow[];
  readonly error?: string;
}

interface Running {
  readonly queries: Queries;
  readonly end: (how: 'commit' | 'rollback') => void;
}

/** Lets a process use a database. A transaction of a process that dies is undone, as a server would. */
export function serveDatabase(child: ChildProcess, database: Database): void {
  const running = new Map<number, Running>();
  const begin = (transaction: number) =>
    new Promise<void>((resolve, reject) => {
      database
        .transaction(async (queries) => {
          const ended = new Promise<'commit' | 'rollback'>((end) => running.set(transaction, { queries, end }));
          resolve();
          if ((await ended) === 'rollback') throw new Error('undone');
        })
        .catch(reject);
    });
  const answerTo = async ({
    database: what,
    transaction,
    text = '',
    values,
  }: Question): Promise<readonly DatabaseRow[]> => {
    if (what === 'begin') await begin(transaction);
    else if (what === 'commit' || what === 'rollback') {
      running.get(transaction)?.end(what);
      running.delete(transaction);
    } else if (what === 'several') return (await database.boss.db.executeSql(text, values && [...values])).rows;
    else return (running.get(transaction)?.queries ?? database).query(text, values);
    return [];
  };
  child.on('message', async (question: Question) => {
    if (question.database === undefined) return;
    const reply = (answer: Answer) => child.connected && child.send(answer, () => {});
    try {
      reply({ answer: question.id, rows: await answerTo(question) });
    } catch (error) {
      reply({ answer: question.id, error: error instanceof Error ? error.message : 'failed' });
    }
  });
  child.once('exit', () => {
    for (const { end } of running.values()) end('rollback');
    running.clear();
  });
}

/** The database of the parent process. Instants arrive as text, which the tables read as well. */
export function parentDatabase(): Database {
  const waiting = new Map<number, (answer: Answer) => void>();
  let next = 1;
  process.on('message', (answer: Answer) => {
    waiting.get(answer.answer)?.(answer);
    waiting.delete(answer.answer);
  });
  const ask = (question: Omit<Question, 'id'>) =>
    new Promise<readonly DatabaseRow[]>((resolve, reject) => {
      const id = next++;
      waiting.set(id, ({ rows = [], error }) => (error === undefined ? resolve(rows) : reject(new Error(error))));
      process.send?.({ id, ...question });
    });
  const queriesIn = (transaction: number): Queries => ({
    query: (text, values = []) => ask({ database: 'query', transaction, text, values }),
  });
  return {
    ...queriesIn(0),
    async transaction(work) {
      const transaction = next++;
      await ask({ database: 'begin', transaction });
      try {
        const result = await work(queriesIn(transaction));
        await ask({ database: 'commit', transaction });
        return result;
      } catch (error) {
        await ask({ database: 'rollback', transaction });
        throw error;
      }
    },
    boss: {
      backend: 'pglite',
      db: {
        async executeSql(text, values) {
          const asked = {
            database: 'several',
            transaction: 0,
            text,
            ...(values === undefined ? {} : { values }),
          } as const;
          return { rows: [...(await ask(asked))] };
        },
      },
    },
    exclusive: false,
    close: async () => {},
  };
}
