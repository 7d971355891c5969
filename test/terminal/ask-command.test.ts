import { realClock } from '../../src/app/real-clock.ts';
import { retirements } from '../../src/model/retirement.ts';
import { AzureUnreachable } from '../../src/readiness/assessor.ts';
import { askArguments } from '../../src/terminal/ask-arguments.ts';
import { askCommand } from '../../src/terminal/ask-command.ts';
import { type AssessorScript, assessorOf, rememberedLog } from '../support/conversation.ts';
import { assessment, oneOfEach } from '../support/report.ts';

async function ask(words: readonly string[], script: AssessorScript) {
  const written: string[] = [];
  const output = { out: (text: string) => void written.push(text), err: () => {}, width: 100, color: false };
  const parts = {
    assessor: assessorOf(script),
    requirements: [],
    retirements,
    clock: realClock('2026-11-28'),
    log: rememberedLog(),
  };
  const status = await askCommand(askArguments(words), parts, output);
  return { status, out: written.join('') };
}

const answers: AssessorScript = { assess: async () => assessment([oneOfEach]) };
const failing = (error: Error): AssessorScript => ({
  instances: async () => {
    throw error;
  },
});

describe('the exit status of ask', () => {
  it.each([
    ['0 when it is answered, whatever the verdict', answers, 0],
    ['69 when Azure could not be reached', failing(new AzureUnreachable('gone')), 69],
    ['70 when the bot itself broke', failing(new Error('oops')), 70],
  ])('is %s, and the reply says so too', async (_, script, status) => {
    const ended = await ask(['is apim-prod ready?'], script);

    expect(ended.status).toBe(status);
    expect(ended.out).toMatch(/^apim-prod.*(not ready|Azure did not answer|Something broke)/);
  });
});

describe('the language of ask', () => {
  it('is that of the locale where the words are of no language', async () => {
    const { out } = await ask(['apim-prod', '--locale', 'de'], answers);

    expect(out).toMatch(/^apim-prod ist nicht bereit/);
  });
});
