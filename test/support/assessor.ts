/** What an assessor is made of in memory: nothing to judge by, to remark or to read ahead unless a test says so. */
import { retirements } from '../../src/model/retirement.ts';
import type { AzureSource } from '../../src/readiness/azure-source.ts';
import type { AssessorParts } from '../../src/readiness/create-assessor.ts';

const NOTHING = { policies: 0, backends: 0, loggers: 0, namedValues: 0, certificates: 0 };

/** An Azure that lists nothing, has counted nothing and has changed nothing; `collect` says what there is to read. */
export function sourceOf(collect: AzureSource['collect']): AzureSource {
  return {
    discover: async () => [],
    metrics: () => Promise.reject(new Error('nobody asked for numbers')),
    changeLog: { behind: async () => ({ changes: [] }), recent: async () => ({ ok: true, value: [] }) },
    collect,
    checkedAs: 'a test',
    readAs: 'one',
  };
}

/** The parts of an assessor. */
export function assessorParts(given: Pick<AssessorParts, 'azure' | 'clock'> & Partial<AssessorParts>): AssessorParts {
  return {
    requirements: [],
    retirements,
    settings: { keyVaultTrustedAccess: 'strict', keyVaultKnownAddresses: [] },
    cloud: 'public',
    ahead: () => [],
    scanned: () => NOTHING,
    progress: () => ({ scanned: 0, known: 0 }),
    declarations: async () => [],
    remarks: () => [],
    ...given,
  };
}
