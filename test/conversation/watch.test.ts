/** What whoever watches hears of answers: what was asked for, about what, what was done, how it ended; and no word of it. */
import type { Incoming } from '../../src/conversation/ports/channel-port.ts';
import type { StoredDeclaration, Waiver } from '../../src/model/decision.ts';
import type { AnswerObserver, AnswerRecord } from '../../src/model/usage.ts';
import { AzureUnreachable } from '../../src/readiness/assessor.ts';
import type { Decisions } from '../../src/reminders/ports/decisions-port.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { handClock } from '../support/clock.ts';
import {
  type AssessorScript,
  assessorOf,
  conversationOf,
  type RememberedReply,
  rememberedLog,
  rememberedReply,
} from '../support/conversation.ts';
import { discovered } from '../support/report.ts';

const megan = { id: '29:megan', name: 'Megan', objectId: 'o1' };
const address = { tenantId: 't1', conversationId: 'a:1', serviceUrl: 'https://smba.trafficmanager.net/teams/' };
const said = (text: string): Incoming => ({
  activityId: `act ${text.length}`,
  locale: 'en',
  timeZone: 'UTC',
  asker: megan,
  kind: 'personal',
  address,
  text,
});
const prod = discovered('apim-prod');

/** Everything is allowed, and done at once. */
const decisions: Decisions = {
  decide: async ({ decision, instance }) => {
    const made = { ...decision, id: 'd1', instanceId: instance.id, by: megan, at: '2026-11-22T00:00:00Z' };
    return { kind: 'done', decision: made as Waiver | StoredDeclaration, told: 0 };
  },
  withdraw: async () => ({ kind: 'gone' }),
  inForce: async () => [],
};

async function heard(text: string, script: AssessorScript = {}, plan: (reply: RememberedReply) => void = () => {}) {
  const records: AnswerRecord[] = [];
  const order: string[] = [];
  const watch: AnswerObserver = {
    answering: async (intent, work) => {
      order.push(`begin ${intent}`);
      const end = await work();
      order.push(`end ${intent}`);
      return end;
    },
    answered: (record) => void records.push(record),
  };
  const clock = handClock();
  const conversation = conversationOf(assessorOf(script), clock, rememberedLog(), {
    watch,
    decisions,
    requirements,
  });
  const reply = rememberedReply();
  plan(reply);
  await conversation.answer(said(text), reply);
  return { records, order };
}

it('a question about an instance is told with its id, and with the message that holds the answer', async () => {
  const { records, order } = await heard('is apim-prod ready?');
  expect(records).toEqual([
    {
      activityId: 'act 19',
      asker: megan,
      address,
      intent: 'check',
      act: 'asked',
      about: [prod.id],
      detail: undefined,
      outcome: 'answered',
      messageId: 'm1',
      milliseconds: 0,
    },
  ]);
  expect(order).toEqual(['begin check', 'end check']);
});

it('a waiver is told as what was done, by its requirement and without its reason', async () => {
  const text = 'waive key-vault-network-access on apim-prod until 2026-12-24 because of the quagga';
  const [record] = (await heard(text)).records;
  expect(record).toMatchObject({ act: 'waived', about: [prod.id], detail: 'key-vault-network-access' });
  expect(JSON.stringify(record)).not.toContain('quagga');
});

it.each([
  ['what nobody understands', 'quagga okapi zebra', 'unclear'],
  ['a name that no instance has', 'is quagga-prod ready?', 'check'],
])('of %s not a word is told', async (_, text, intent) => {
  const [record] = (await heard(text)).records;
  expect(record).toMatchObject({ intent, about: [] });
  expect(JSON.stringify(record)).not.toContain('quagga');
});

it('the parts of a message are told one by one', async () => {
  const { records } = await heard('is apim-prod ready? list all instances');
  expect(records.map(({ intent }) => intent)).toEqual(['check', 'list']);
});

it.each<[AnswerRecord['outcome'], AssessorScript, (reply: RememberedReply) => void]>([
  ['azure-away', { instances: () => Promise.reject(new AzureUnreachable('away')) }, () => {}],
  ['failed', { assess: () => Promise.reject(new Error('broken')) }, () => {}],
  ['undelivered', {}, (reply) => reply.fail('update', 'blocked')],
])('an answer that ends otherwise is told as %s', async (outcome, script, plan) => {
  expect((await heard('is apim-prod ready?', script, plan)).records).toEqual([expect.objectContaining({ outcome })]);
});

it('an answer whose first message was refused is told too, and the failure goes on', async () => {
  const told: AnswerRecord[] = [];
  const watch: AnswerObserver = { answering: (_, work) => work(), answered: (record) => void told.push(record) };
  const reply = rememberedReply();
  reply.fail('send', 'blocked');
  const conversation = conversationOf(assessorOf(), handClock(), rememberedLog(), { watch });
  await expect(conversation.answer(said('help'), reply)).rejects.toThrow('did not take');
  expect(told).toEqual([expect.objectContaining({ intent: 'help', outcome: 'undelivered', messageId: undefined })]);
});
