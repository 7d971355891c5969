/** API Management tells how its last read of each reference went, and when a certificate that it read ends. */
import { docs } from '../../fixes/docs.ts';
import { dropVersion, readAgain, renewCertificate } from '../../fixes/key-vault-reference.ts';
import { whatDecides } from '../../fixes/unread-item.ts';
import type { KeyVaultReference } from '../../instance/key-vault-references.ts';
import { causeOf, type FailureCause, hasSucceeded } from '../../instance/last-read.ts';
import { idKey, sameId } from '../../model/arm.ts';
import { dayInWords, daysBetween, utcDay } from '../../model/days.ts';
import type { Read } from '../../model/estate.ts';
import type { Evidence, Item, Judgement } from '../../model/finding.ts';
import { same } from '../../model/json.ts';
import { reasonSentence } from '../../model/reasons.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say, type Text } from '../../model/text.ts';
import { identifierEvidence, referenceEvidence, referenceName } from './shared/key-vault-wording.ts';
import { judgeKeyVaultUse, type KeyVaultUse } from './shared/referenced-vaults.ts';

/** As many characters of Azure's own message as are shown. */
const SHOWN = 200;

/**
 * Whether a reference stands in the list of failed refreshes of its collection. That list is the collection read again
 * through a filter, so it is asked for only where some reference in it shows no status of its own; undefined elsewhere.
 */
function failedLists(use: KeyVaultUse): (reference: KeyVaultReference) => Read<boolean> | undefined {
  const silent = use.references.filter(({ lastStatus }) => lastStatus === undefined);
  const collections = silent.flatMap(({ collectionId }) => collectionId ?? []);
  const lists = new Map(
    collections.map((id) => {
      const slash = id.lastIndexOf('/');
      const query = `${id.slice(slash + 1)}?isKeyVaultRefreshFailed=true`;
      return [idKey(id), use.subject.estate.children(id.slice(0, slash), query)];
    }),
  );
  return (reference) => {
    const list = lists.get(idKey(reference.collectionId ?? ''));
    return list?.ok ? { ok: true, value: list.value.some(({ id }) => sameId(id, reference.id)) } : list;
  };
}

/** Days before its end from which a certificate is told about. */
const SOON = 30;
/** Days after which a success is old: API Management takes changes over within four hours. */
const OLD = 7;

/** What Azure says of a failed read, in words. */
const CAUSES: Readonly<Record<FailureCause, Text>> = {
  permission: say('its identity has no permission, so it is not the network.'),
  firewall: say('the firewall of the key vault refused it.'),
  disabled: say('the secret is disabled; no firewall change helps.'),
  deleted: say('the secret is not there, or was deleted.'),
  'vault-gone': say('there is no such key vault, or it was deleted.'),
};

function causeInWords({ kind, lastStatus }: KeyVaultReference): Text {
  const cause = causeOf(lastStatus);
  if (cause !== undefined) return CAUSES[cause];
  if (kind === 'hostname') {
    return say(
      'Azure does not say why: the firewall of the key vault, the permission of the identity, a certificate that is disabled or deleted, or the key vault itself.',
    );
  }
  if (lastStatus === undefined || hasSucceeded(lastStatus) || !/^[\w.-]{1,64}$/.test(lastStatus.code)) {
    return say('Azure does not say why.');
  }
  return say('Azure says {code}.', { code: lastStatus.code });
}

function failedRead(use: KeyVaultUse, reference: KeyVaultReference): Judgement<'fix'> {
  const message = say('{name} could not be read from {host} when API Management last tried: {cause}', {
    name: referenceName(reference),
    host: reference.vaultHost ?? say('its key vault'),
    cause: causeInWords(reference),
  });
  const fix = readAgain(use.subject, reference, causeOf(reference.lastStatus));
  return { status: 'fail', impact: 'outage', reason: 'REFRESH_FAILED', message, fix };
}

/** Days until a certificate ends; undefined where Azure does not tell. */
function daysLeft(use: KeyVaultUse, { expiry }: KeyVaultReference): number | undefined {
  const day = utcDay(expiry);
  return day === undefined ? undefined : daysBetween(use.subject.today, day);
}

function expired(use: KeyVaultUse, reference: KeyVaultReference): Judgement<'fix'> {
  const values = { name: referenceName(reference), day: dayInWords(utcDay(reference.expiry) ?? '') };
  const fix = renewCertificate(use.subject, reference);
  if (reference.kind === 'hostname') {
    const message = say(
      '{name} expired on {day}: clients refuse it. Either it was not renewed in the key vault, or API Management no longer reads it.',
      values,
    );
    return { status: 'fail', impact: 'outage', reason: 'CERTIFICATE_EXPIRED', message, fix };
  }
  const message = say('{name} expired on {day}.', values);
  return { status: 'warn', reason: 'CERTIFICATE_EXPIRED', message, fix };
}

/** A reference that no read is known to have failed: old, about to end, or bound to one version all the same. */
function readWell(use: KeyVaultUse, reference: KeyVaultReference): Judgement<'fix'> {
  const name = referenceName(reference);
  const left = daysLeft(use, reference);
  if (left !== undefined && left < 0) return expired(use, reference);
  if (reference.kind === 'hostname' && left !== undefined && left <= SOON) {
    const message = say('{name} expires on {day}.', { name, day: dayInWords(utcDay(reference.expiry) ?? '') });
    return { status: 'warn', reason: 'CERTIFICATE_EXPIRING', message, fix: renewCertificate(use.subject, reference) };
  }
  const last = utcDay(reference.lastStatus?.at);
  if (last !== undefined && daysBetween(last, use.subject.today) > OLD) {
    const message = say(
      '{name} was last read successfully on {day}, although API Management looks for changes every few hours.',
      { name, day: dayInWords(last) },
    );
    return { status: 'warn', reason: 'READ_OLD', message, fix: readAgain(use.subject, reference) };
  }
  if (!reference.versioned) return { status: 'pass', message: say('{name} shows no failed read.', { name }) };
  return {
    status: 'warn',
    reason: 'VERSIONED_SECRET',
    message: say('{name} shows no failed read, but it names one version and so does not rotate by itself.', { name }),
    fix: dropVersion(use.subject, reference),
  };
}

function judgeHostname(use: KeyVaultUse, reference: KeyVaultReference): Judgement<'fix'> {
  const status = reference.certificateStatus;
  const name = referenceName(reference);
  if (same(status, 'Failed')) return failedRead(use, reference);
  const left = daysLeft(use, reference);
  if (status === undefined || same(status, 'Completed') || (left !== undefined && left < 0)) {
    return readWell(use, reference);
  }
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

function judgeListed(use: KeyVaultUse, reference: KeyVaultReference, inFailedList?: Read<boolean>): Judgement<'fix'> {
  const { lastStatus } = reference;
  const failed = inFailedList?.ok && inFailedList.value;
  if (failed || (lastStatus !== undefined && !hasSucceeded(lastStatus))) return failedRead(use, reference);
  if (inFailedList === undefined || inFailedList.ok || lastStatus !== undefined) return readWell(use, reference);
  const { reason } = inFailedList;
  const message = say('{name} shows no last read, and the list of failed ones could not be read. {reason} {decides}', {
    name: referenceName(reference),
    reason: say(reasonSentence(reason)),
    decides: whatDecides(reason),
  });
  return { status: 'unknown', reason, message };
}

function expiryEvidence(use: KeyVaultUse, reference: KeyVaultReference): readonly Evidence[] {
  const { expiry, kind, id, label } = reference;
  if (expiry === undefined) return [];
  const place =
    kind === 'hostname'
      ? {
          resource: use.service.id,
          property: `properties.hostnameConfigurations[?hostName=='${label}'].certificate.expiry`,
        }
      : { resource: id, property: 'properties.expirationDate' };
  return [{ ...place, observed: expiry, expected: `after ${use.subject.today}` }];
}

function listEvidence(collectionId: string, inFailedList: Read<boolean> | undefined): readonly Evidence[] {
  if (inFailedList === undefined) return [];
  const observed = inFailedList.ok ? (inFailedList.value ? 'listed' : 'not listed') : inFailedList.reason;
  return [{ resource: collectionId, property: 'isKeyVaultRefreshFailed=true', observed, expected: 'not listed' }];
}

function evidenceOf(use: KeyVaultUse, reference: KeyVaultReference, inFailedList?: Read<boolean>): readonly Evidence[] {
  const { id } = use.service;
  const pointer = identifierEvidence(id, reference, 'an identifier without a version');
  if (reference.kind === 'hostname') {
    const status = reference.certificateStatus ?? 'absent';
    return [
      referenceEvidence(id, reference, 'certificateStatus', status, 'Completed'),
      ...expiryEvidence(use, reference),
      pointer,
    ];
  }
  const { lastStatus, collectionId = '' } = reference;
  return [
    referenceEvidence(id, reference, 'lastStatus.code', lastStatus?.code ?? 'absent', 'Success'),
    ...(lastStatus?.message === undefined
      ? []
      : [referenceEvidence(id, reference, 'lastStatus.message', lastStatus.message.slice(0, SHOWN), 'absent')]),
    ...(lastStatus?.at === undefined
      ? []
      : [referenceEvidence(id, reference, 'lastStatus.timeStampUtc', lastStatus.at, 'a recent read')]),
    ...listEvidence(collectionId, inFailedList),
    ...expiryEvidence(use, reference),
    pointer,
  ];
}

/** One item for each reference; the vault itself is not needed, so an unread one changes nothing. */
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
