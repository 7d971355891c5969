/** Starts the simulated Azure on loopback: its two servers, delays and faults. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpAnswer } from './answer.ts';
import { failure } from './answer.ts';
import { type AnswerOptions, createAzureAnswers } from './azure-answers.ts';
import { makeCertificate } from './certificate.ts';
import type { ParsedEstate } from './estate.ts';
import type { Fault } from './faults.ts';
import { breakageOf, createFaults, faultyAnswer } from './faults.ts';
import type { IncomingRequest } from './http.ts';
import { close, header, listen, read, write } from './http.ts';
import { languageScripts } from './kusto/language.ts';
import { countIn, type LoggedRequest, logEntry, type RequestCounts } from './request-log.ts';
import { answerIdentity, createIssuer, type TokenPerson } from './tokens.ts';

/** What a simulated Azure is like. */
export interface SimulatorOptions extends AnswerOptions {
  /** Keeps every request in `requests`, for tests; off without it, because it grows for ever. */
  readonly record?: boolean;
  /** Milliseconds before every answer; 0 without it. */
  readonly latencyMs?: number;
  readonly faults?: readonly Fault[];
  /** The clock of the tokens and of Azure Monitor; the real one without it. */
  readonly now?: () => Date;
}

/** A running one. */
export interface Simulator {
  /** `https://127.0.0.1:PORT`: Resource Manager, Resource Graph and Microsoft Graph. */
  readonly endpoint: string;
  /** For `authorityHost` of a credential, with `disableInstanceDiscovery`. */
  readonly authorityHost: string;
  /** For the environment variable IDENTITY_ENDPOINT. */
  readonly identityEndpoint: string;
  /** For the environment variable IDENTITY_HEADER. */
  readonly identityHeader: string;
  /** PEM of the authority that clients have to trust. */
  readonly ca: string;
  readonly tenantId: string;
  /** Every request so far, sign-in included, in order of arrival; empty without `record`. */
  readonly requests: LoggedRequest[];
  /** How many requests came so far. */
  readonly counts: RequestCounts;
  /** Replaces the faults from the next request on. */
  setFaults(faults: readonly Fault[]): void;
  /** Serves another estate of the same tenant from the next request on: somebody changed something. */
  setEstate(estate: ParsedEstate): void;
  /** What a person signs in to an app with. */
  userToken(person: TokenPerson, audience: string): string;
  stop(): Promise<void>;
}

/** @throws Error with one sentence when a development dependency is missing */
export async function startSimulator(estate: ParsedEstate, options: SimulatorOptions = {}): Promise<Simulator> {
  languageScripts();
  const { key, cert } = await makeCertificate();
  const requests: LoggedRequest[] = [];
  const counts = { arm: 0, graph: 0, throttled: 0 };
  const identityHeader = randomUUID();
  const stopping = new AbortController();
  let chooseFault = createFaults(options.faults ?? []);

  const secure = createServer({ key, cert }, (request, response) => void serve(request, response, azure.answer));
  const plain = createPlainServer((request, response) => void serve(request, response, answerManagedIdentity));
  const endpoint = `https://127.0.0.1:${await listen(secure)}`;
  const identityEndpoint = `http://127.0.0.1:${await listen(plain)}/msi/token`;
  const now = options.now ?? (() => new Date());
  const issuer = createIssuer(estate.tenantId, endpoint, now);
  const azure = createAzureAnswers(estate, { ...options, endpoint, issuer, now });
  const answerManagedIdentity = ({ request, url }: IncomingRequest): HttpAnswer =>
    answerIdentity(issuer, identityHeader, header(request, 'x-identity-header'), url.searchParams);

  async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    answer: (incoming: IncomingRequest) => HttpAnswer,
  ) {
    const startedAt = Date.now();
    try {
      const incoming = await read(request, endpoint);
      const entry = logEntry(incoming, startedAt);
      if (options.record === true) requests.push(entry);
      const fault = chooseFault(entry);
      const wait = (options.latencyMs ?? 0) + delayOf(fault);
      if (wait > 0) await sleep(wait, undefined, { signal: stopping.signal });
      const honest = () => answer(incoming);
      const given = fault === undefined ? honest() : faultyAnswer(fault, honest, incoming.url);
      const status = write(response, given, breakageOf(fault));
      Object.assign(entry, { endedAt: Date.now(), status });
      countIn(counts, entry);
    } catch (error) {
      if (response.headersSent || response.destroyed || stopping.signal.aborted) response.destroy();
      else write(response, simulatorFailure(error));
    }
  }

  return {
    endpoint,
    authorityHost: endpoint,
    identityEndpoint,
    identityHeader,
    ca: cert,
    tenantId: estate.tenantId,
    requests,
    counts,
    setFaults: (faults) => {
      chooseFault = createFaults(faults);
    },
    setEstate: azure.setEstate,
    userToken: (person, audience) => issuer.issue(audience, person).token,
    stop: async () => {
      stopping.abort();
      await Promise.all([close(secure), close(plain)]);
    },
  };
}

/** How long a fault holds an answer back, in milliseconds. */
function delayOf(fault: Fault | undefined): number {
  return fault?.delayMs ?? (fault?.kind === 'slow' ? 1000 : 0);
}

function simulatorFailure(error: unknown): HttpAnswer {
  return failure(500, 'SimulatorError', error instanceof Error ? error.message : String(error));
}
