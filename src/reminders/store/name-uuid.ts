/** Ids that follow from names, so that whoever makes one again makes the same one. */
import { createHash } from 'node:crypto';

/** Our own namespace. */
const NAMESPACE = Buffer.from('6f0c0f6d1f9e4d43a5a38c5d4a1be6b2', 'hex');

/** The UUID of version 5 (RFC 9562, section 5.5) for a list of names. */
export function nameUuid(...names: readonly string[]): string {
  const hash = createHash('sha1').update(NAMESPACE).update(JSON.stringify(names)).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
