/** A collector of OpenTelemetry on loopback: OTLP over HTTP, in JSON. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { at, list, text } from '../../src/model/json.ts';

/** A span, as far as tests look. */
export interface SeenSpan {
  readonly name: string;
  readonly trace: string;
  readonly id: string;
  readonly parent: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
}

/** One series of a metric, with how much was counted or measured last. */
export interface SeenPoint {
  readonly metric: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Collector {
  readonly endpoint: string;
  /** Everything that came, as it came. */
  readonly bodies: readonly string[];
  spans(): readonly SeenSpan[];
  points(): readonly SeenPoint[];
  /** Waits until something was seen, however long it takes; the test's own limit ends it. */
  until<T>(look: () => T | undefined): Promise<T>;
  stop(): Promise<void>;
}

/** Starts one. */
export async function startCollector(): Promise<Collector> {
  const bodies: string[] = [];
  const listeners = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString('utf8'));
      response.setHeader('content-type', 'application/json');
      response.end('{}');
      for (const listener of [...listeners]) listener();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const scopes = (kind: 'Spans' | 'Metrics') =>
    bodies
      .map((body): unknown => JSON.parse(body))
      .flatMap((body) => list(body, `resource${kind}`))
      .flatMap((resource) => list(resource, `scope${kind}`));

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    spans: () =>
      scopes('Spans')
        .flatMap((scope) => list(scope, 'spans'))
        .map((span) => ({
          name: text(span, 'name') ?? '',
          trace: text(span, 'traceId') ?? '',
          id: text(span, 'spanId') ?? '',
          parent: text(span, 'parentSpanId'),
          attributes: attributesOf(span),
        })),
    points: () =>
      scopes('Metrics')
        .flatMap((scope) => list(scope, 'metrics'))
        .flatMap((metric) =>
          ['sum', 'gauge', 'histogram'].flatMap((kind) =>
            list(metric, kind, 'dataPoints').map((point) => ({
              metric: text(metric, 'name') ?? '',
              attributes: attributesOf(point),
              value: Number(at(point, 'asInt') ?? at(point, 'asDouble') ?? at(point, 'count')),
            })),
          ),
        ),
    until: (look) =>
      new Promise((resolve) => {
        const again = () => {
          const found = look();
          if (found === undefined) return;
          listeners.delete(again);
          resolve(found);
        };
        listeners.add(again);
        again();
      }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function attributesOf(value: unknown): Record<string, string> {
  return Object.fromEntries(
    list(value, 'attributes').map((one) => [
      text(one, 'key') ?? '',
      text(one, 'value', 'stringValue') ?? JSON.stringify(at(one, 'value')),
    ]),
  );
}
