/** What a token (a JWT) says of itself. */
import { isObject, type JsonObject } from './json.ts';

/** Its claims; none of what is no JWT. They prove nothing: whoever takes the token checks it. */
export function claimsOf(token: string): JsonObject {
  try {
    const [, payload = ''] = token.split('.');
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return isObject(claims) ? claims : {};
  } catch {
    return {};
  }
}
