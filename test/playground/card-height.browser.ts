/** How high the cards of the demo are where people see them. `npm run test:browser`; needs Debian's chromium. */
import { readConfig } from '../../src/app/config.ts';
import { assessorOverEstate, type ConnectedAssessor } from '../../src/app/connected-assessor.ts';
import { realClock } from '../../src/app/real-clock.ts';
import { sampleEstate } from '../../src/demo/sample-estate/index.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { conversationOf, rememberedLog, rememberedReply } from '../support/conversation.ts';
import { type Drawer, startDrawer } from './draw-card.ts';

const TODAY = '2026-11-28';
/** Pixels of a card in a desktop chat beside the list of chats, and of the window that shows it. */
const CHAT = 446;
const IN_VIEW = 600;

describe('in Chromium, at the width of a desktop chat', () => {
  let drawer: Drawer;
  let connected: ConnectedAssessor;
  beforeAll(async () => {
    drawer = await startDrawer();
    connected = await assessorOverEstate(JSON.stringify(sampleEstate(TODAY)), 'demo', {
      config: readConfig({}),
      today: TODAY,
    });
  });
  afterAll(async () => {
    await connected.stop();
    await drawer.close();
  });

  async function answerTo(text: string): Promise<unknown> {
    const reply = rememberedReply();
    const conversation = conversationOf(connected.assessor, realClock(TODAY), rememberedLog(), { requirements });
    await conversation.answer(
      {
        text,
        activityId: '',
        locale: 'en-GB',
        timeZone: 'UTC',
        asker: { id: '29:ann', name: 'Ann' },
        kind: 'personal',
        address: { tenantId: undefined, conversationId: 'a:one', serviceUrl: '' },
      },
      reply,
    );
    return reply.shown.at(-1)?.card;
  }

  it.each(['apim-prod', 'apim-claims', 'apim-payroll', 'apim-partner', 'apim-tools'])(
    'the answer about %s is in one view, its verdict first',
    async (name) => {
      const { height, heading } = await drawer.draw(await answerTo(`is ${name} ready for March 2026?`), {
        width: CHAT,
      });

      expect(height).toBeLessThanOrEqual(IN_VIEW);
      expect(heading).toBeLessThanOrEqual(60);
    },
  );

  it.each(['hi', 'help'])('the answer to "%s" is in one view', async (text) => {
    expect((await drawer.draw(await answerTo(text), { width: CHAT })).height).toBeLessThanOrEqual(IN_VIEW);
  });
});
