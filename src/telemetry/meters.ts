/** What is counted. Names and units as in "OpenTelemetry semantic conventions"; every attribute has few values. */
import { metrics, SpanKind } from '@opentelemetry/api';
import type { Exchange } from '../azure/statistics.ts';
import type { AnswerObserver, AnswerRecord } from '../model/usage.ts';
import type { Assessor } from '../readiness/assessor.ts';
import { happened, note, spanned } from './spans.ts';

/** Where things are counted. Without telemetry nothing is. */
export interface Meters {
  /** Counts answers, and makes a span of each. */
  readonly watch: AnswerObserver;
  /** The assessor, with its verdicts counted and a span around each assessment. */
  watched(assessor: Assessor): Assessor;
  /** One request to Azure has ended. */
  exchange(exchange: Exchange): void;
  /** What became of a message of reminders: `sent`, or why not. */
  delivered(outcome: string): void;
  feedback(intent: string, reaction: string): void;
  /** Reads a number for each name whenever metrics are sent: how many were refused so far, by reason. */
  refusals(read: () => Iterable<readonly [reason: string, count: number]>): void;
  /** The same for what waits now, by queue. */
  queues(read: () => Iterable<readonly [queue: string, length: number]>): void;
}

/** Makes them. To be called after telemetry was started: what is made before counts nowhere. */
export function createMeters(): Meters {
  const meter = metrics.getMeter('apim-readiness-bot');
  const answers = meter.createCounter('readiness.answers', { description: 'Answers, by intent and outcome' });
  const durations = meter.createHistogram('readiness.answer.duration', { unit: 's' });
  const verdicts = meter.createCounter('readiness.verdicts', { description: 'Verdicts that were given' });
  const requests = meter.createHistogram('readiness.azure.request.duration', {
    unit: 's',
    description: 'Requests to Azure, by service and status; 429 is a throttled one',
  });
  const messages = meter.createCounter('readiness.messages', { description: 'Messages of reminders, by outcome' });
  const opinions = meter.createCounter('readiness.feedback', { description: 'Thumbs, by intent' });
  const refused = meter.createObservableCounter('readiness.refused', { description: 'Refused requests, by reason' });
  const waiting = meter.createObservableGauge('readiness.waiting', { description: 'What waits, by queue' });

  const count = ({ intent, outcome, milliseconds }: AnswerRecord) => {
    answers.add(1, { intent, outcome });
    durations.record(milliseconds / 1_000, { intent });
  };

  return {
    watch: {
      answering: (intent, work) => spanned(`answer ${intent}`, { attributes: { intent } }, work),
      answered(record) {
        note({ outcome: record.outcome });
        count(record);
      },
    },
    watched: (assessor) => ({
      ...assessor,
      instances: (signal) => spanned('list instances', {}, () => assessor.instances(signal)),
      assess: (instance, request) =>
        spanned('assessment', { attributes: { 'azure.resource.id': instance.id } }, async (span) => {
          const assessment = await assessor.assess(instance, request);
          for (const { verdict } of assessment.reports) verdicts.add(1, { verdict });
          span.setAttribute(
            'verdict',
            assessment.reports.map(({ verdict }) => verdict),
          );
          return assessment;
        }),
    }),
    exchange({ service, path, status, milliseconds }) {
      const answered = status === undefined ? {} : { 'http.response.status_code': status };
      requests.record(milliseconds / 1_000, { service, ...answered });
      const attributes = { 'url.path': path, ...answered };
      happened(service === 'arm' ? 'GET Azure Resource Manager' : 'query Resource Graph', {
        kind: SpanKind.CLIENT,
        attributes,
        milliseconds,
        hasFailed: status !== 200,
      });
    },
    delivered: (outcome) => messages.add(1, { outcome }),
    feedback: (intent, reaction) => opinions.add(1, { intent, reaction }),
    refusals(read) {
      refused.addCallback((result) => {
        for (const [reason, number] of read()) result.observe(number, { reason });
      });
    },
    queues(read) {
      waiting.addCallback((result) => {
        for (const [queue, length] of read()) result.observe(length, { queue });
      });
    },
  };
}
