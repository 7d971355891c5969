/** The certificate of every simulated Azure in this process; loaded by `test/setup.ts` alone. */
import { makeCertificate } from '../../src/simulator/certificate.ts';

export const certificate = makeCertificate();
