/** HTTP below the simulated control plane: requests in, answers out, ports. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpAnswer } from './answer.ts';

/** Request bodies beyond this are no queries. */
const BODY_BYTES_MOST = 4 * 1024 * 1024;

/** A request that has been read whole. */
export interface IncomingRequest {
  readonly request: IncomingMessage;
  readonly url: URL;
  /** Percent-encoding removed. */
  readonly path: string;
  readonly body: string;
  /** The body as JSON; undefined when it is none. */
  readonly json: unknown;
}

/**
 * Reads a request whole.
 * @throws Error when the body is beyond 4 MiB or the connection ends
 */
export async function read(request: IncomingMessage, endpoint: string): Promise<IncomingRequest> {
  const url = new URL(request.url ?? '/', endpoint);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MOST) throw new Error('The request body is too large.');
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks).toString();
  return { request, url, path: decodePath(url.pathname), body, json: parseJson(body) };
}

/** How half of an answer is written: the connection breaks off, or it pretends to be all. */
export type Breakage = 'cut' | 'malformed';

/** Writes an answer, or half of it, and tells which status the reader got to see whole. */
export function write(response: ServerResponse, answer: HttpAnswer, breakage?: Breakage): number {
  const body = JSON.stringify(answer.body);
  const headers = { 'content-type': 'application/json; charset=utf-8', ...answer.headers };
  const half = body.slice(0, Math.floor(body.length / 2));
  if (breakage === 'cut') {
    response.writeHead(answer.status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
    response.write(half, () => response.socket?.destroy());
    return 0;
  }
  const text = breakage === 'malformed' ? half : body;
  const status = breakage === 'malformed' ? 200 : answer.status;
  response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(text)) });
  response.end(text);
  return status;
}

/** A request header by its lower-case name; the first one where it is given twice. */
export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Opens a free port on 127.0.0.1 and tells which. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** Ends every connection and frees the port. */
export async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
