/** An Azure OpenAI deployment as interpreter, over plain HTTPS. Off unless it is configured. */

import { request } from 'node:https';
import type { Interpreter } from '../../conversation/ports/interpreter-port.ts';
import { abortAfter, type Clock } from '../../model/clock.ts';
import { list, text } from '../../model/json.ts';
import { draftOf, draftSchema, instructions } from './prompt.ts';

/** Where the deployment is and how to sign in. */
export interface AzureOpenAiOptions {
  /** `https://NAME.openai.azure.com` */
  readonly endpoint: string;
  /** Name of the deployment of a model that knows structured outputs. */
  readonly deployment: string;
  /** A key, or else a token for `https://cognitiveservices.azure.com/.default`. */
  readonly credential: { readonly key: string } | { readonly token: () => Promise<string> };
  /** Ids of all requirements. */
  readonly requirements: readonly string[];
  /** For the day by which months are told, and the limit on waiting. */
  readonly clock: Pick<Clock, 'limit' | 'today'>;
  /** PEM certificates to trust beside the system's. */
  readonly ca?: string;
}

/** The first stable version with structured outputs. */
const API_VERSION = '2024-10-21';
/** How long an answer may take, in milliseconds: a person waits for it. */
const PATIENCE = 3_000;
/** More is no question, and tokens cost. */
const LONGEST_TEXT = 500;
const LONGEST_ANSWER = 64 * 1024;

/** Makes the interpreter. Nothing is sent yet. Throws an `Error` with one sentence for an address that is not https. */
export function createAzureOpenAi(options: AzureOpenAiOptions): Interpreter {
  const { endpoint, deployment, credential, requirements, clock, ca } = options;
  const url = addressOf(endpoint, deployment);

  return {
    interpret(message) {
      return abortAfter(
        clock,
        PATIENCE,
        (signal) => interpretation(message, signal),
        () => {
          throw new Error('Azure OpenAI did not answer in time.');
        },
      );
    },
  };

  async function interpretation(message: string, signal: AbortSignal) {
    const header =
      'key' in credential ? { 'api-key': credential.key } : { authorization: `Bearer ${await credential.token()}` };
    const body = JSON.stringify({
      messages: [
        { role: 'system', content: instructions(requirements, clock.today()) },
        { role: 'user', content: message.slice(0, LONGEST_TEXT) },
      ],
      temperature: 0,
      max_tokens: 300,
      response_format: { type: 'json_schema', json_schema: { name: 'question', strict: true, schema: draftSchema } },
    });
    const answer = await post(url, header, body, signal, ca);
    const [choice] = list(answer, 'choices');
    return draftOf(text(choice, 'message', 'content') ?? '');
  }
}

function addressOf(endpoint: string, deployment: string): URL {
  const url = URL.parse(endpoint);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    throw new Error('The endpoint of Azure OpenAI has to be an https address without a user.');
  }
  url.pathname = `/openai/deployments/${encodeURIComponent(deployment)}/chat/completions`;
  url.search = `?api-version=${API_VERSION}`;
  return url;
}

/** Posts JSON and reads JSON. An error carries the status and nothing of what was sent. */
function post(
  url: URL,
  header: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
  ca: string | undefined,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...header },
        signal,
        ...(ca === undefined ? {} : { ca }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('error', reject);
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > LONGEST_ANSWER) response.destroy(new Error('Azure OpenAI answered too much.'));
          else chunks.push(chunk);
        });
        response.on('end', () => {
          if (response.statusCode !== 200) {
            reject(new Error(`Azure OpenAI answered ${response.statusCode ?? 'nothing'}.`));
            return;
          }
          try {
            resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')));
          } catch {
            reject(new Error('Azure OpenAI answered something that is no JSON.'));
          }
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
