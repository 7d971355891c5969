/** Identity providers of the developer portal have to use MSAL. Rules: docs/rules.md#identity-provider-library. */

import { manualStep } from '../../fixes/manual-step.ts';
import { unreadItem } from '../../fixes/unread-item.ts';
import type { Item } from '../../model/finding.ts';
import { same, text } from '../../model/json.ts';
import type { Requirement } from '../../model/requirement.ts';
import { retirementOf } from '../../model/retirement.ts';
import { say } from '../../model/text.ts';

const RETIREMENT = retirementOf('identity-providers-adal');
/** The types that may use either library. */
const TYPES = ['aad', 'aadB2C'] as const;

export const identityProviderLibrary: Requirement = {
  id: 'identity-provider-library',
  title: say('Every Microsoft Entra ID or Azure AD B2C identity provider uses MSAL'),
  titles: {
    fail: say('An identity provider still uses ADAL'),
    unknown: say('Which library the identity providers use is not known'),
    warn: say('An identity provider does not name its library'),
  },
  why: say('People can no longer sign in to the developer portal through ADAL.'),
  retirement: RETIREMENT.id,
  order: 390,
  source: {
    title: 'Azure API Management breaking changes',
    section: 'ADAL-based identity providers',
    url: RETIREMENT.docs,
  },
  check(subject) {
    const id = `${subject.instance.id}/identityProviders`;
    const read = subject.estate.children(subject.instance.id, 'identityProviders');
    if (!read.ok) return [unreadItem(subject, id, say('The list of identity providers'), read)];
    // There may be several of one type, so each counts by its id.
    const own = read.value.filter((one) =>
      TYPES.some((type) => same(text(one, 'properties', 'type') ?? one.name, type)),
    );
    if (own.length === 0) {
      const message = say('There is no identity provider of Microsoft Entra ID or Azure AD B2C.');
      return [{ subject: id, status: 'not-applicable', reason: 'FEATURE_NOT_USED', message, evidence: [] }];
    }
    return own.map((one): Item => {
      const library = text(one, 'properties', 'clientLibrary');
      const property = 'properties.clientLibrary';
      const evidence = [{ resource: one.id, property, observed: library ?? 'absent', expected: 'MSAL-2' }];
      const item = { subject: one.id, evidence };
      const fix = manualStep(subject, say('Register the application for MSAL and choose that library'), RETIREMENT);
      if (library === undefined) {
        const message = say('{name} names no library; the oldest ones meant ADAL by that.', { name: one.name });
        return { ...item, status: 'warn', reason: 'LIBRARY_NOT_NAMED', message, fix };
      }
      if (/^adal/i.test(library)) {
        const message = say('{name} signs people in through ADAL, which has ended.', { name: one.name });
        return { ...item, status: 'fail', impact: 'outage', reason: 'ADAL', message, fix };
      }
      const values = { name: one.name, library };
      if (/^msal/i.test(library)) return { ...item, status: 'pass', message: say('{name} uses {library}.', values) };
      const message = say('{name} uses {library}, which is neither ADAL nor MSAL.', values);
      return { ...item, status: 'unknown', reason: 'UNREADABLE', message };
    });
  },
};
