/** Reading a JSON body without trusting its length, its type or its encoding. */
import type { IncomingMessage } from 'node:http';

/** A body, or the HTTP status that says what is wrong with it: 400, 413 or 415. */
export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly status: 400 | 413 | 415 };

/** Reads at most `largest` bytes of uncompressed JSON. What comes after them is left unread. */
export async function readJson(request: IncomingMessage, largest: number): Promise<JsonBody> {
  const { 'content-type': type = '', 'content-encoding': encoding, 'content-length': length } = request.headers;
  if (!/^application\/json\b/i.test(type) || encoding !== undefined) return { ok: false, status: 415 };
  if (length !== undefined && Number(length) > largest) return { ok: false, status: 413 };
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > largest) return { ok: false, status: 413 };
      chunks.push(chunk);
    }
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return { ok: false, status: 400 };
  }
}
