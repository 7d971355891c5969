/** "I know what it calls" from the card to the verdict: a real database, the real clients, the simulated control plane. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drawCards } from '../../cards/draw-cards.ts';
import { readConfig } from '../../src/app/config.ts';
import { assessorOverEstate, type ConnectedAssessor } from '../../src/app/connected-assessor.ts';
import { realClock } from '../../src/app/real-clock.ts';
import { readAction } from '../../src/conversation/buttons/read-action.ts';
import { createConversation } from '../../src/conversation/conversation.ts';
import type { Delivery } from '../../src/model/channel.ts';
import { type RunningReminders, startReminders } from '../../src/reminders/start-reminders.ts';
import { handClock } from '../support/clock.ts';
import { rememberedLog, rememberedReply } from '../support/conversation.ts';
import { copyEmptyStore } from '../support/empty-database.ts';
import { api, inbound, namedValue, policy, sendRequest } from '../support/policies.ts';
import { APIM, apim, TENANT } from '../support/resources.ts';
import { scriptedTransport } from './delivery/support.ts';
import { button } from './support.ts';

const TODAY = '2026-11-22';
const SECRET = inbound(sendRequest('https://{{host}}/zqplantedzq'));
const resources = [apim(), api('orders'), policy('apis/orders', SECRET), namedValue('host', undefined)];
const ann: Delivery = {
  activityId: '',
  locale: 'en',
  timeZone: 'UTC',
  asker: { id: '29:ann', name: 'Ann' },
  kind: 'personal',
  address: { tenantId: TENANT, conversationId: 'a:ann', serviceUrl: 'https://smba.trafficmanager.net/teams/' },
};

describe('a call whose host is secret', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'declaring-test-'));
  const log = rememberedLog();
  let connected: ConnectedAssessor;
  let reminding: RunningReminders;
  let conversation: ReturnType<typeof createConversation>;

  beforeAll(async () => {
    await copyEmptyStore(path.join(folder, 'data'));
    const config = readConfig({});
    connected = await assessorOverEstate(JSON.stringify({ tenantId: TENANT, resources }), 'of the test', {
      config,
      today: TODAY,
      declarations: (instanceId) => reminding.declarations(instanceId),
    });
    reminding = startReminders({
      ...connected,
      settings: { ...config.store, databaseUrl: undefined, dataFolder: path.join(folder, 'data') },
      transport: {
        ...scriptedTransport(handClock({ start: `${TODAY}T10:00:00.000Z`, skipsPauses: true })),
        isMember: async () => false,
      },
      draw: drawCards({ cloud: 'public', tenantId: undefined }),
      clock: { ...realClock(TODAY), instant: () => `${TODAY}T10:00:00.000Z` },
      log,
      announce: () => {},
      timing: { scan: undefined, poll: 0.5, patience: 300 },
    });
    const clock = realClock(TODAY);
    conversation = createConversation({ ...connected, ...reminding.ports, clock, log });
  });

  afterAll(async () => {
    await reminding.stop();
    await connected.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const shown = async (work: (reply: ReturnType<typeof rememberedReply>) => Promise<void>) => {
    const reply = rememberedReply();
    await work(reply);
    const last = reply.shown.at(-1);
    const json = JSON.stringify(last?.card ?? null);
    return { summary: last?.summary ?? '', json, card: json, path: '', method: '' };
  };
  const ask = (text: string, who: Partial<Delivery> = {}) =>
    shown((reply) => conversation.answer({ ...ann, ...who, text }, reply));
  const press = (data: Record<string, unknown>, who: Partial<Delivery> = {}) =>
    shown((reply) => conversation.act({ ...ann, ...who, action: readAction(data) }, reply));
  const verdict = async () => (await ask('is apim-prod ready?')).card;

  it('is asked about while the storage still opens, and the answer waits for it', async () => {
    expect(reminding.isOpen()).toBe(false);
    const answer = await ask('is apim-prod ready?');
    expect(answer.summary).toContain('apim-prod');
    expect(answer.card).not.toContain('could not be read, so it counts for nothing');
    expect(log.lines).not.toContainEqual(expect.objectContaining({ event: 'the waivers were not read' }));
  });

  it('is not known, and the card has the way to say it', async () => {
    const answer = await ask('is apim-prod ready?');
    expect(answer.card).toContain('I know what it calls');
    expect(answer.card).not.toContain('Declared by');
    const form = await press(button(answer, 'I know what it calls'));
    expect(form.summary).toBe('What do these calls of apim-prod reach?');
  });

  it('is declared by whoever gets reminders about the instance, and by nobody else', async () => {
    const form = await press({ kind: 'declare-form', instance: APIM });
    const [, call = ''] = /"value":"(sha256:[0-9a-f]{64} [^"]+)"/.exec(form.json) ?? [];
    const filledIn = { 'declare-call': call, 'declare-destination': 'none' };
    const stranger = { asker: { id: '29:eve', name: 'Eve' } };
    const refused = await press({ ...button(form, 'Declare'), ...filledIn }, stranger);
    expect(refused.summary).toBe('You may not decide that for apim-prod');

    await ask('remind me about apim-prod');
    const asked = await press({ ...button(form, 'Declare'), 'declare-call': call, 'declare-destination': 'host' });
    expect(asked.card).toContain('Please write the host');
    const done = await press({ ...button(form, 'Declare'), ...filledIn });
    expect(done.summary).toBe('Declared for apim-prod: apis/orders calls none of the six services');
  });

  it('is shown as declared by whom, and no longer unknown', async () => {
    expect(await verdict()).toContain(
      'Declared by Ann, not seen: apis/orders/policies/policy calls none of the six services.',
    );
    expect(await verdict()).not.toContain('I know what it calls');
  });

  it('keeps no text of the policy: the list and the storage know its hash alone', async () => {
    const list = await ask('which declarations are in force?');
    expect(list.summary).toBe('1 waiver or declaration holds');
    const kept = await reminding.declarations(APIM);
    expect(kept).toMatchObject([{ destination: 'none', by: 'Ann', hash: expect.stringMatching(/^sha256:/) }]);
    expect(JSON.stringify([list.json, kept])).not.toContain('zqplanted');
  });

  it('is not known again once the declaration is taken back', async () => {
    const back = await ask('take back the declaration for apim-prod');
    expect(back.summary).toContain('Taken back: Declared for apim-prod');
    expect(await verdict()).toContain('I know what it calls');
  });
});
