/** Where the portal shows things: pages of references, and where access is granted. */
import { accessLink, portalLink } from '../../src/fixes/portal-links.ts';
import { isHostname, referencePage } from '../../src/fixes/reference-place.ts';
import { unreadItem } from '../../src/fixes/unread-item.ts';
import { say } from '../../src/model/text.ts';
import { APIM, apim, armId, SUBSCRIPTION, TENANT } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const context = { cloud: 'public', tenantId: undefined } as const;

describe('a link into the portal', () => {
  it.each([
    ['public', undefined, 'https://portal.azure.com/#resource/a%20b/subnets'],
    ['us-government', TENANT, `https://portal.azure.us/#@${TENANT}/resource/a%20b/subnets`],
    ['china', TENANT, `https://portal.azure.cn/#@${TENANT}/resource/a%20b/subnets`],
  ] as const)('of the cloud %s switches to the directory %s', (cloud, tenantId, link) => {
    expect(portalLink({ cloud, tenantId }, '/a b', 'subnets')).toBe(link);
  });

  it.each([
    ['the resource group', APIM, `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-api/users`],
    ['the subscription', `/subscriptions/${SUBSCRIPTION}/providers/x/y/z`, `/subscriptions/${SUBSCRIPTION}/users`],
    ['the portal itself', 'x', 'https://portal.azure.com/'],
  ])('to where access is granted leads to %s', (_, id, end) => {
    expect(accessLink(context, id).endsWith(end)).toBe(true);
  });
});

describe('the page of a reference', () => {
  it.each([
    [`${APIM}/hostnameConfigurations/x`, 'customDomains', true],
    [`${APIM}/HOSTNAMECONFIGURATIONS/certificates/x`, 'customDomains', true],
    [`${APIM}/Certificates/x`, 'certificates', false],
    [`${APIM}/namedValues/certificates`, 'namedValues', false],
  ])('of %s is %s', (reference, page, hostname) => {
    expect([referencePage(reference), isHostname(reference)]).toEqual([page, hostname]);
  });
});

describe('what could not be read', () => {
  const subject = subjectOf([apim()]);
  const item = (id: string, reason: 'FORBIDDEN' | 'NOT_FOUND') => unreadItem(subject, id, say('It'), { reason });

  it.each([
    ['a resource', armId('Microsoft.KeyVault/vaults/kv', 'rg-x'), `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-x`],
    ['a list, whose owner counts', `${armId('Microsoft.KeyVault/vaults/kv', 'rg-x')}/secrets`, '/resourceGroups/rg-x'],
    [
      'what is in no resource group',
      `/subscriptions/${SUBSCRIPTION}/providers/x/y/z`,
      `/subscriptions/${SUBSCRIPTION}`,
    ],
  ])('is read by a Reader: %s', (_, id, scope) => {
    expect(item(id, 'FORBIDDEN').fix?.command).toMatch(new RegExp(`${scope}$`));
  });

  it.each([
    ['nobody may see what is no resource', 'x', 'FORBIDDEN'],
    ['it is gone', APIM, 'NOT_FOUND'],
  ] as const)('needs no role where %s', (_, id, reason) => {
    expect(item(id, reason)).toMatchObject({ status: 'unknown', reason });
    expect(item(id, reason)).not.toHaveProperty('fix');
  });
});
