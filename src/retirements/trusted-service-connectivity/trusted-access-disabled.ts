/** Trusted access is acknowledged as gone by one custom property of the instance. Rules: docs/rules.md#trusted-access-disabled. */
import { docs } from '../../fixes/docs.ts';
import { proveDependenciesFirst, switchTrustedAccessOff } from '../../fixes/trusted-access-flag.ts';
import { unreadService } from '../../fixes/unread-item.ts';
import {
  hasNoneByDefault,
  isTrustedAccessOff,
  trustedAccessEvidence,
  trustedAccessFlag,
} from '../../instance/trusted-access.ts';
import { withdrawal } from '../../model/days.ts';
import type { Requirement } from '../../model/requirement.ts';
import { say } from '../../model/text.ts';

export const trustedAccessDisabled: Requirement = {
  id: 'trusted-access-disabled',
  title: say('Trusted access is switched off in the gateway'),
  titles: {
    fail: say('Trusted access is still on, and calls rest on it'),
    unknown: say('Whether trusted access can be switched off is not known'),
    warn: say('Trusted access is not switched off, though nothing needs it'),
  },
  why: say('Azure asks for this acknowledgement even where nothing depends on trusted access; Advisor waits for it.'),
  retirement: 'trusted-service-connectivity',
  order: 20,
  source: { title: 'Trusted service connectivity retirement', section: 'Step 3', url: docs.disableTrustedAccess },
  check(subject) {
    const read = subject.estate.resource(subject.instance.id);
    const dependencies = subject.finding('gateway-dependencies').status;
    if (!read.ok) return [unreadService(subject, read)];
    const service = read.value;
    const item = { subject: service.id, evidence: trustedAccessEvidence(service) };
    const withdrawn = withdrawal(subject.retirement.what, subject.retirement.effective, subject.today);
    if (isTrustedAccessOff(service)) {
      return [{ ...item, status: 'pass', message: say('Trusted access is switched off.') }];
    }
    if (trustedAccessFlag(service) === undefined && hasNoneByDefault(service)) {
      const message = say(
        'The property is absent, and an instance created on or after 1 December 2025 has no trusted access by default.',
      );
      return [{ ...item, status: 'pass', reason: 'FLAG_ABSENT_NEW', message }];
    }
    if (dependencies === 'fail') {
      const message = say('{withdrawn}. Some calls have no other way; acknowledge this only when they do.', {
        withdrawn,
      });
      const fix = proveDependenciesFirst(subject);
      return [
        {
          ...item,
          status: 'fail',
          impact: 'unsupported',
          follows: 'gateway-dependencies',
          reason: 'FLAG_NOT_SET',
          message,
          fix,
        },
      ];
    }
    if (dependencies === 'unknown') {
      const message = say('{withdrawn}. Proof that every call has another way would decide this.', {
        withdrawn,
      });
      return [
        {
          ...item,
          status: 'unknown',
          follows: 'gateway-dependencies',
          reason: 'DEPENDENCIES_UNPROVEN',
          message,
          fix: proveDependenciesFirst(subject),
        },
      ];
    }
    const message = say('{withdrawn}. Nothing here depends on it, yet it is not switched off.', {
      withdrawn,
    });
    return [{ ...item, status: 'warn', reason: 'FLAG_NOT_SET', message, fix: switchTrustedAccessOff(subject) }];
  },
};
