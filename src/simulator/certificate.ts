/** The certificate of the simulated endpoints, made anew at every start and kept in memory only. */

import { missingPart } from './missing-part.ts';

/** A certificate that is its own authority. */
export interface Certificate {
  /** PEM. */
  readonly key: string;
  /** PEM; also what clients have to trust. */
  readonly cert: string;
}

/**
 * For `localhost` and `127.0.0.1`, P-256, valid for a week around now.
 * @throws Error with one sentence when the development dependency is not installed
 */
export async function makeCertificate(): Promise<Certificate> {
  const { generate } = await import('selfsigned').catch(() => {
    throw missingPart('selfsigned');
  });
  const day = 24 * 60 * 60 * 1000;
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - day),
    notAfterDate: new Date(Date.now() + 6 * day),
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}
