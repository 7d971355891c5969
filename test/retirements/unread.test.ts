/** What every requirement answers while something that it rests on cannot be read: never a pass, and never a breakdown. */
import { type JsonObject, unreadable } from '../../src/model/json.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import {
  APIM,
  apim,
  injected,
  keyVault,
  keyVaultNamedValue,
  networkSecurityGroup,
  virtualNetwork,
} from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const each = requirements.map((one) => [one.id, one] as const);

describe.each(['FORBIDDEN', 'THROTTLED', 'NOT_FOUND', 'PENDING'] as const)(
  'while the instance answers %s',
  (reason) => {
    const subject = () => subjectOf([], { failing: { [`resource:${APIM.toLowerCase()}`]: reason } });
    const isSilent = (id: string) => requirements.find((one) => one.id === id)?.check(subject())[0]?.reason !== reason;

    it.each(each)('%s is never met, and breaks down nowhere', (_, requirement) => {
      const items = requirement.check(subject());

      expect(items.length).toBeGreaterThan(0);
      expect(items.map(({ status }) => status)).not.toContain('pass');
    });

    it('all say so themselves but those that rest on a list of their own', () => {
      expect(requirements.map(({ id }) => id).filter(isSilent)).toEqual(OWN);
    });
  },
);

/** They rest on a list of their own, or on what Azure lets the management traffic do. */
const OWN: readonly string[] = [
  'direct-management-api',
  'git-access',
  'identity-provider-library',
  'request-metrics',
  'management-traffic-march',
  'management-traffic-september',
];

describe('a vault of a form that Azure does not document', () => {
  const firewalled = [
    'key-vault-network-access',
    'key-vault-trusted-services',
    'key-vault-identity',
    'key-vault-client-addresses',
  ];

  it.each([
    ['accessPolicies', ['key-vault-permission']],
    ['enableRbacAuthorization', ['key-vault-permission']],
    ['networkAcls', firewalled],
  ])('in %s leaves open what rests on it, and nothing else', (property, expected) => {
    const vault = keyVault('kv-prod');
    const mark = unreadable({ resource: vault.id, property: `properties.${property}` });
    const odd = { ...vault, properties: { ...(vault.properties as JsonObject), [property]: mark } };
    const around = [virtualNetwork(), networkSecurityGroup(), odd, keyVaultNamedValue('key', 'kv-prod')];
    const subject = subjectOf([apim(injected()), ...around]);
    const open = requirements
      .filter(({ id }) => id.startsWith('key-vault-'))
      .filter(({ check }) =>
        check(subject).every(({ status, reason }) => status === 'unknown' && reason === 'UNREADABLE'),
      );

    expect(open.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
  });
});
