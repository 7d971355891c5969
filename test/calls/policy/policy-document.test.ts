import { createPolicyReader } from '../../../src/calls/policy/policy-document.ts';
import type { ArmResource } from '../../../src/model/arm.ts';

const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/service/a/policies/policy';

function policy(host: string, ofId = id): ArmResource {
  const value = `<policies><inbound><set-backend-service base-url="https://${host}/" /></inbound></policies>`;
  return { id: ofId, name: 'policy', type: 'Microsoft.ApiManagement/service/policies', properties: { value } };
}

const PLENTY = 1_000_000;

describe('a reader of policies', () => {
  it('does not parse again what it reads again and has not changed', () => {
    const read = createPolicyReader(PLENTY);
    expect(read(policy('a.vault.azure.net', id.toUpperCase()))).toBe(read(policy('a.vault.azure.net')));
  });

  it('reads a changed text anew, and the old one once more when it comes back', () => {
    const read = createPolicyReader(PLENTY);
    const before = read(policy('a.vault.azure.net'));
    const changed = read(policy('b.vault.azure.net'));
    expect(changed).toEqual(createPolicyReader(PLENTY)(policy('b.vault.azure.net')));
    expect(changed).not.toEqual(before);
    expect(read(policy('a.vault.azure.net'))).toEqual(before);
  });

  it('tells policies with the same text apart by their ids', () => {
    const read = createPolicyReader(PLENTY);
    const own = read(policy('a.vault.azure.net'));
    const others = read(policy('a.vault.azure.net', `${id}2`));
    expect(others).toEqual(own);
    expect(others).not.toBe(own);
  });

  it('knows as well that a text is not understood', () => {
    const read = createPolicyReader(PLENTY);
    const broken = () => ({ ...policy(''), properties: { value: '<html>' } });
    expect([read(broken()), read(broken())]).toEqual(['not-understood', 'not-understood']);
  });

  it('forgets what was not asked for the longest when it knows too many bytes', () => {
    const read = createPolicyReader(3_000);
    const [first, second] = [read(policy('a.vault.azure.net')), read(policy('b.vault.azure.net'))];
    // Each takes some 1,300 bytes: the third drives out the one that was not used since.
    expect(read(policy('a.vault.azure.net'))).toBe(first);
    read(policy('c.vault.azure.net'));
    expect(read(policy('a.vault.azure.net'))).toBe(first);
    expect(read(policy('b.vault.azure.net'))).not.toBe(second);
  });

  it('reads what is larger than all that it may know', () => {
    const read = createPolicyReader(10);
    expect(read(policy('a.vault.azure.net'))).toEqual(createPolicyReader(PLENTY)(policy('a.vault.azure.net')));
  });
});
