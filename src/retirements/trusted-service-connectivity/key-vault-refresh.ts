/** API Management tells how its last read of each reference went. Domain C5, contract 7.15. */
import { docs } from '../../fixes/docs.ts';
import { dropVersion, readAgain } from '../../fixes/key-vault-reference.ts';
import { whatDecides } from '../../fixes/unread.ts';
import type { KeyVaultReference } from '../../instance/key-vault-references.ts';
import { idKey, sameId } from '../../model/arm.ts';
import type { Read } from '../../model/estate.ts';
import type { Evidence, Item } from '../../model/finding.ts';
import { same } from '../../model/json.ts';
import { reasonSentence } from '../../model/reasons.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';
import { identifierEvidence, referenceEvidence, referenceName } from './shared/key-vault-wording.ts';
import { judgeKeyVaultUse, type KeyVaultUse } from './shared/referenced-vaults.ts';

type Judged = Pick<Item, 'status' | 'impact' | 'reason' | 'message' | 'fix'>;

/** As many characters of Azure's own message as are shown. */
const SHOWN = 200;

/** Whether a reference stands in the list of failed refreshes of its collection. Asked of every collection at once. */
function failedLists(use: KeyVaultUse): (reference: KeyVaultReference) => Read<boolean> {
  const collections = use.references.flatMap(({ collectionId }) => collectionId ?? []);
  const lists = new Map(
    collections.map((id) => {
      const slash = id.lastIndexOf('/');
      const query = `${id.slice(slash + 1)}?isKeyVaultRefreshFailed=true`;
      return [idKey(id), use.subject.estate.children(id.slice(0, slash), query)];
    }),
  );
  return (reference) => {
    const list = lists.get(idKey(reference.collectionId ?? ''));
    if (list === undefined) return { ok: true, value: false };
    return list.ok ? { ok: true, value: list.value.some(({ id }) => sameId(id, reference.id)) } : list;
  };
}

function failedRead(use: KeyVaultUse, reference: KeyVaultReference): Judged {
  const message = say('{name} could not be read from {host} when API Management last tried.', {
    name: referenceName(reference),
    host: reference.vaultHost ?? say('its key vault'),
  });
  const fix = readAgain(use.subject, reference);
  return { status: 'fail', impact: 'outage', reason: 'REFRESH_FAILED', message, fix };
}

function readWell(use: KeyVaultUse, reference: KeyVaultReference): Judged {
  const name = referenceName(reference);
  if (!reference.versioned) return { status: 'pass', message: say('{name} shows no failed read.', { name }) };
  return {
    status: 'warn',
    reason: 'VERSIONED_SECRET',
    message: say('{name} shows no failed read, but it names one version and so does not rotate by itself.', { name }),
    fix: dropVersion(use.subject, reference),
  };
}

function judgeHostname(use: KeyVaultUse, reference: KeyVaultReference): Judged {
  const status = reference.certificateStatus;
  const name = referenceName(reference);
  if (same(status, 'Failed')) return failedRead(use, reference);
  if (status === undefined || same(status, 'Completed')) return readWell(use, reference);
  if (same(status, 'InProgress')) {
    const message = say('{name} is being fetched right now; asking again in a few minutes decides this.', { name });
    return { status: 'unknown', reason: 'REFRESH_PENDING', message };
  }
  const message = say('{name} has the status {status}, which is not known here; the portal would decide this.', {
    name,
    status,
  });
  return { status: 'unknown', reason: 'REFRESH_STATUS_UNKNOWN', message };
}

function judgeListed(use: KeyVaultUse, reference: KeyVaultReference, inFailedList: Read<boolean>): Judged {
  const code = reference.lastStatus?.code;
  const failed = inFailedList.ok && inFailedList.value;
  if (failed || (code !== undefined && !same(code, 'Success'))) return failedRead(use, reference);
  if (inFailedList.ok || code !== undefined) return readWell(use, reference);
  const { reason } = inFailedList;
  const message = say('{name} shows no last read, and the list of failed ones could not be read. {reason} {decides}', {
    name: referenceName(reference),
    reason: say(reasonSentence(reason)),
    decides: whatDecides(reason),
  });
  return { status: 'unknown', reason, message };
}

function evidenceOf(use: KeyVaultUse, reference: KeyVaultReference, inFailedList: Read<boolean>): readonly Evidence[] {
  const { id } = use.service;
  const pointer = identifierEvidence(id, reference, 'an identifier without a version');
  if (reference.kind === 'hostname') {
    const status = reference.certificateStatus ?? 'absent';
    return [referenceEvidence(id, reference, 'certificateStatus', status, 'Completed'), pointer];
  }
  const { lastStatus, collectionId = '' } = reference;
  const listed = inFailedList.ok ? (inFailedList.value ? 'listed' : 'not listed') : inFailedList.reason;
  return [
    referenceEvidence(id, reference, 'lastStatus.code', lastStatus?.code ?? 'absent', 'Success'),
    ...(lastStatus?.message === undefined
      ? []
      : [referenceEvidence(id, reference, 'lastStatus.message', lastStatus.message.slice(0, SHOWN), 'absent')]),
    ...(lastStatus?.at === undefined
      ? []
      : [referenceEvidence(id, reference, 'lastStatus.timeStampUtc', lastStatus.at, 'a recent read')]),
    { resource: collectionId, property: 'isKeyVaultRefreshFailed=true', observed: listed, expected: 'not listed' },
    pointer,
  ];
}

/** One item for each reference (contract 7.5); the vault itself is not needed, so an unread one changes nothing (contract 7.6). */
function judgeLastReads(use: KeyVaultUse): readonly Item[] {
  const inFailedList = failedLists(use);
  const vaults = new Map(
    use.vaults.flatMap(({ vault, host, references }) =>
      references.map(({ id }) => [id, vault.ok ? vault.value.id : host]),
    ),
  );
  return use.references.map((reference) => {
    const listed = inFailedList(reference);
    const judged = reference.kind === 'hostname' ? judgeHostname(use, reference) : judgeListed(use, reference, listed);
    const about = vaults.get(reference.id) ?? reference.id;
    return {
      subject: reference.id,
      about,
      hits: [referenceName(reference)],
      ...judged,
      evidence: evidenceOf(use, reference, listed),
    };
  });
}

export const keyVaultRefresh: Requirement = {
  id: 'key-vault-refresh',
  title: say('Every key vault reference was last read successfully'),
  titles: {
    fail: say('The last read from a key vault failed'),
    unknown: say('How the last reads from the key vaults went is not known'),
    warn: say('A key vault reference works, but deserves a look'),
  },
  why: say('A failed read is live evidence that something stands between API Management and the vault.'),
  retirement: 'trusted-service-connectivity',
  order: 80,
  source: {
    title: 'Named values in API Management',
    section: 'Key vault secrets',
    url: docs.namedValues,
  },
  check: (subject) => judgeKeyVaultUse(subject, judgeLastReads),
};
