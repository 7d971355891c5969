/** Two hundred people asking at once: each gets the right answer, and Azure is read once for each instance. */

import { realClock } from '../../src/app/real-clock.ts';
import { createConversation } from '../../src/conversation/conversation.ts';
import type { Estate } from '../../src/model/estate.ts';
import type { Requirement } from '../../src/model/requirement.ts';
import { retirements } from '../../src/model/retirement.ts';
import { say } from '../../src/model/text.ts';
import { createAssessor } from '../../src/readiness/create-assessor.ts';
import { startTeamsBot } from '../../src/teams/start.ts';
import { messageActivity, startConnector } from '../support/connector.ts';
import { rememberedLog } from '../support/conversation.ts';
import { discovered, titled } from '../support/report.ts';
import { until } from '../support/until.ts';

const PEOPLE = 200;
const instances = Array.from({ length: 20 }, (_, index) => discovered(`apim-${String(index).padStart(2, '0')}`));
const isReady = (name: string) => Number(name.slice(-2)) % 2 === 0;

const requirement: Requirement = {
  ...titled('even', say('The number is even')),
  why: say('So that every instance has an answer of its own.'),
  retirement: 'trusted-service-connectivity',
  order: 10,
  source: { title: 'None', section: 'None', url: 'https://learn.microsoft.com/azure' },
  check: ({ instance }) => [
    {
      subject: instance.id,
      message: say('{name}', { name: instance.name }),
      evidence: [],
      ...(isReady(instance.name) ? { status: 'pass' } : { status: 'fail', impact: 'outage', reason: 'NO_PATH' }),
    },
  ],
};

const estate = new Proxy({} as Estate, {
  get: (_, question) => (id: string) => ({
    ok: true,
    value: question === 'resource' ? { id, name: id, type: 'Microsoft.ApiManagement/service', properties: {} } : [],
  }),
});

it('answers 200 people about 20 instances, and reads each instance once', async () => {
  const connector = await startConnector();
  const log = rememberedLog();
  const everybodyAsked = Promise.withResolvers<void>();
  let collected = 0;
  const assessor = createAssessor({
    declarations: async () => [],
    remarks: () => [],
    azure: {
      discover: async () => instances,
      metrics: () => Promise.reject(new Error('nobody asked for numbers')),
      changeLog: { behind: async () => ({ changes: [] }), recent: async () => ({ ok: true, value: [] }) },
      async collect(judge) {
        collected += 1;
        await everybodyAsked.promise;
        return judge(estate);
      },
      checkedAs: 'a test',
      readAs: 'a test',
    },
    requirements: [requirement],
    retirements,
    settings: { keyVaultTrustedAccess: 'strict', keyVaultKnownAddresses: [] },
    cloud: 'public',
    ahead: () => [],
    scanned: () => ({ policies: 0, backends: 0, loggers: 0, namedValues: 0, certificates: 0 }),
    progress: () => ({ scanned: 0, known: 0 }),
    clock: realClock('2026-11-22'),
  });
  const conversation = createConversation({
    assessor,
    requirements: [requirement],
    retirements,
    clock: realClock('2026-11-22'),
    log,
  });
  const bot = await startTeamsBot({ port: 0, conversation, clock: realClock(), log });
  // On a slow machine "typing" is shown besides.
  const messages = () => connector.heard.filter(({ body }) => body?.type !== 'typing');
  try {
    const asked = Array.from({ length: PEOPLE }, (_, person) => ({
      conversation: `a:${person}`,
      name: instances[person % instances.length]?.name ?? '',
    }));
    const statuses = await Promise.all(
      asked.map(async ({ conversation: id, name }, person) => {
        const activity = messageActivity(connector.serviceUrl, {
          id: `a${person}`,
          text: `is ${name} ready for March 2026?`,
          from: { id: `29:${person}`, name: `Person ${person}` },
          conversation: { id, conversationType: 'personal' },
        });
        const response = await fetch(`http://127.0.0.1:${bot.port}/api/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(activity),
        });
        return response.status;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    everybodyAsked.resolve();
    await until(() => messages().length >= PEOPLE * 2);

    const answers = connector.heard.filter(({ method }) => method === 'PUT');
    const shown = new Map(answers.map(({ path, body }) => [path.split('/')[3], String(body.summary)]));
    const wrong = asked.filter(({ conversation: id, name }) => {
      const verdict = isReady(name) ? 'is ready' : 'is not ready';
      return !(shown.get(id) ?? '').startsWith(`${name} ${verdict}: trusted access stopped on 15 March 2026`);
    });
    expect(wrong).toEqual([]);
    expect(messages()).toHaveLength(PEOPLE * 2);
    expect(collected).toBe(instances.length);
  } finally {
    everybodyAsked.resolve();
    await bot.stop();
    await connector.stop();
  }
});
