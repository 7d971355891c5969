/** Benchmarks without Azure: judging, drawing, understanding, on one core. */
import { readinessCard } from '../cards/readiness-card.ts';
import { readConfig } from '../src/app/config.ts';
import { assessorOverSimulator } from '../src/app/connected-assessor.ts';
import { understand } from '../src/conversation/understanding/understand.ts';
import { retirements } from '../src/model/retirement.ts';
import type { Assessment } from '../src/readiness/assessor.ts';
import { requirements } from '../src/retirements/requirements.ts';
import { instanceAnswers } from './instance-answers.ts';
import { type Benchmark, figure } from './measurement.ts';
import { startAzure } from './simulator-process.ts';

/** How long each is repeated, in seconds of the processor; before that it is done as long for warming up. */
const REPEATED = 2;

/** Seconds of the processor that this process has had. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

/** How often something can be done in a second of one core, whatever else the machine does meanwhile. */
function perSecond(act: (turn: number) => void): number {
  let turn = 0;
  const during = (seconds: number) => {
    const [start, first] = [processorSeconds(), turn];
    let taken = 0;
    for (; taken < seconds; taken = processorSeconds() - start) {
      // Asking for the time of the processor is a call of the system, so it is asked seldom.
      for (const until = turn + 50; turn < until; turn += 1) act(turn);
    }
    return (turn - first) / taken;
  };
  during(REPEATED);
  return during(REPEATED);
}

const judge: Benchmark = {
  name: 'judge',
  about: 'instances judged in a second on one core, everything read and its policies parsed',
  async run() {
    const { judges } = await instanceAnswers(50);
    return [
      figure(
        'judge',
        perSecond((turn) => judges[turn % judges.length]?.()),
        '1/s',
      ),
    ];
  },
};

async function assessed(): Promise<Assessment> {
  const azure = await startAzure('demo', { latencyMs: 0, throttle: false });
  try {
    const { assessor } = assessorOverSimulator(azure, 'the demo', { config: readConfig({}), today: '2026-11-22' });
    const instance = (await assessor.instances()).find(({ name }) => name === 'apim-prod');
    if (instance === undefined) throw new Error('The demo has no apim-prod.');
    return await assessor.assess(instance, {});
  } finally {
    await azure.stop();
  }
}

const cards: Benchmark = {
  name: 'cards',
  about: "cards of the demo's apim-prod drawn in a second on one core",
  async run() {
    const assessment = await assessed();
    const view = { locale: 'en-GB', timeZone: 'Europe/Berlin' };
    return [
      figure(
        'cards',
        perSecond(() => void readinessCard({ assessment, requirements, view })),
        '1/s',
      ),
    ];
  },
};

/** Sentences of every kind, some of them with typing errors, one of them none of ours. */
const SENTENCES = [
  'is apim-prod ready for March 2026?',
  'which are not ready?',
  'remind me about everything in prod every Monday 9:00',
  'how do I fix apim-orders?',
  'is apim-pord redy for march',
  'what should we eat tonight, and where?',
] as const;

const understanding: Benchmark = {
  name: 'understand',
  about: 'sentences understood in a second on one core',
  async run() {
    const knownMonths = retirements.map(({ effective }) => effective.slice(0, 7));
    const knowledge = { today: '2026-11-22' as const, knownMonths, requirements };
    const ask = (turn: number) => void understand(SENTENCES[turn % SENTENCES.length] ?? '', knowledge);
    return [figure('understand', perSecond(ask), '1/s')];
  },
};

/** All of them. */
export const pure: readonly Benchmark[] = [judge, cards, understanding];
