import { association, PROFILE, perimeterRule } from '../support/perimeters.ts';
import { apim, armId, SUBSCRIPTION } from '../support/resources.ts';
import {
  connected,
  EGRESS,
  networkWith,
  privateEndpoint,
  record,
  restricted,
  type Scene,
  sightOf,
  targetOf,
  zoneLink,
} from './support.ts';

const outside = apim();
const vault = restricted('key-vault', { ips: [EGRESS] }).target;
const stranger = restricted('key-vault', { ips: ['9.9.9.9'] }).target;
const byAddress = perimeterRule({ addressPrefixes: ['20.50.0.0/16'] });
const bySubscription = perimeterRule({ subscriptions: [{ id: `/Subscriptions/${SUBSCRIPTION}` }] });
const judge = (target = vault, ...around: NonNullable<Scene['around']>) =>
  sightOf(target, { service: outside, around });

describe('an Enforced perimeter', () => {
  const enforced = association(vault, 'Enforced');

  it("replaces the target's own rules", () => {
    expect(judge(vault, enforced).answer).toBe('no');
    expect(judge(targetOf('key-vault'), association(targetOf('key-vault'), 'Enforced')).answer).toBe('no');
  });

  it('admits by address when every egress address is covered', () => {
    expect(judge(vault, enforced, byAddress)).toMatchObject({ answer: 'yes', way: 'perimeter' });
    expect(judge(vault, enforced, perimeterRule({ addressPrefixes: ['20.51.0.0/16'] })).answer).toBe('no');
  });

  it('stays undecided where the subnet comes through a service endpoint, which perimeters may deny', () => {
    const sight = (rule: ReturnType<typeof perimeterRule>) =>
      sightOf(vault, { network: networkWith(['Microsoft.KeyVault']), around: [enforced, rule] });

    expect(sight(byAddress)).toMatchObject({ answer: 'unknown', reason: 'PERIMETER_ENDPOINT' });
    expect(sight(perimeterRule({ addressPrefixes: ['20.51.0.0/16'] })).answer).toBe('no');
  });

  it('takes only inbound rules of the own profile', () => {
    const other = { ...byAddress, id: byAddress.id.replace('profile1', 'profile2') };

    expect(
      judge(vault, enforced, perimeterRule({ direction: 'Outbound', addressPrefixes: [EGRESS] }), other).answer,
    ).toBe('no');
  });

  it.each([
    ['managed-identity', { answer: 'yes', way: 'perimeter' }],
    ['key', { answer: 'no' }],
    ['unknown', { answer: 'unknown', reason: 'PERIMETER_SUBSCRIPTION' }],
  ] as const)('admits by subscription a call that is proven by %s', (proof, expected) => {
    const sight = (rule: ReturnType<typeof perimeterRule>, service = outside) =>
      sightOf(vault, { service, around: [enforced, rule], proof });
    expect(sight(bySubscription)).toMatchObject(expected);
    const shared = apim({ publicIPAddresses: null }, { sku: { name: 'Consumption' } });
    expect(sight(bySubscription, shared)).toMatchObject(expected);
    const other = perimeterRule({ subscriptions: [{ id: '/subscriptions/22222222-1111-4111-8111-111111111111' }] });
    expect(sight(other).answer).toBe('no');
  });

  it('needs no proof where a rule admits the addresses as well', () => {
    const rules = [{ ...bySubscription, id: `${PROFILE}/accessRules/r2` }, byAddress];
    expect(sightOf(vault, { service: outside, around: [enforced, ...rules], proof: 'key' }).answer).toBe('yes');
  });

  it.each([
    ['westeurope', { answer: 'unknown', reason: 'STORAGE_SAME_REGION' }],
    ['northeurope', { answer: 'yes' }],
  ])('does not decide about Storage in %s by the addresses of West Europe alone', (location, expected) => {
    const target = restricted('storage', { ips: [EGRESS] }).target;
    const account = { ...target, resource: { ...target.resource, location } };
    const sight = sightOf(account, { service: outside, around: [association(account, 'Enforced'), byAddress] });
    expect(sight).toMatchObject(expected);
  });

  it('leaves shared egress open only with an address rule', () => {
    const service = apim({ publicIPAddresses: null }, { sku: { name: 'BasicV2' } });

    expect(sightOf(vault, { service, around: [enforced] }).answer).toBe('no');
    expect(sightOf(vault, { service, around: [enforced, byAddress] })).toMatchObject({
      answer: 'unknown',
      reason: 'SHARED_EGRESS_IP',
    });
  });

  it('tells of the subscription first where neither it nor the addresses decide', () => {
    const service = apim({ publicIPAddresses: null }, { sku: { name: 'BasicV2' } });
    const rules = [{ ...bySubscription, id: `${PROFILE}/accessRules/r2` }, byAddress];

    expect(sightOf(vault, { service, around: [enforced, ...rules] })).toMatchObject({
      answer: 'unknown',
      reason: 'PERIMETER_SUBSCRIPTION',
    });
  });

  it('does not concern private endpoints', () => {
    const target = restricted('key-vault', { extra: connected() }).target;
    const around = [
      association(target, 'Enforced'),
      privateEndpoint(target),
      zoneLink('key-vault'),
      record('key-vault'),
    ];

    expect(sightOf(target, { around, network: networkWith([]) })).toMatchObject({
      answer: 'yes',
      way: 'private-endpoint',
    });
  });

  it('is unknown when its rules cannot be read', () => {
    const sight = sightOf(vault, { service: outside, around: [enforced], failing: { perimeterRules: 'READ_FAILED' } });

    expect(sight).toMatchObject({ answer: 'unknown', reason: 'PERIMETER_NOT_VISIBLE' });
  });
});

describe('a perimeter in Learning mode', () => {
  it("adds to the target's own rules", () => {
    expect(judge(vault, association(vault, 'Learning')).answer).toBe('yes');
    expect(judge(stranger, association(stranger, 'Learning')).answer).toBe('no');
    expect(judge(stranger, association(stranger, 'Learning'), byAddress)).toMatchObject({
      answer: 'yes',
      way: 'perimeter',
    });
  });

  it('admits although public access is disabled', () => {
    const target = restricted('key-vault', { publicNetworkAccess: 'Disabled' }).target;

    expect(judge(target, association(target, 'Learning'), byAddress).answer).toBe('yes');
  });

  it('is unknown only where its unread rules would matter', () => {
    const options = { service: outside, failing: { perimeterRules: 'FORBIDDEN' } } as const;

    expect(sightOf(vault, { ...options, around: [association(vault, 'Learning')] }).answer).toBe('yes');
    expect(sightOf(stranger, { ...options, around: [association(stranger, 'Learning')] })).toMatchObject({
      answer: 'unknown',
      reason: 'PERIMETER_NOT_VISIBLE',
    });
  });

  it('admits nothing in Audit mode', () => {
    expect(judge(stranger, association(stranger, 'Audit'), byAddress).answer).toBe('no');
  });
});

describe('a target that is secured by perimeter', () => {
  const secured = targetOf('key-vault', { publicNetworkAccess: 'SecuredByPerimeter' });

  it('is unknown while no association is to be seen', () => {
    expect(judge(secured)).toMatchObject({ answer: 'unknown', reason: 'PERIMETER_NOT_VISIBLE' });
  });

  it('follows the perimeter in Learning mode too', () => {
    expect(judge(secured, association(secured, 'Learning')).answer).toBe('no');
    expect(judge(secured, association(secured, 'Learning'), byAddress).answer).toBe('yes');
  });

  it('does not mind a perimeter of something else', () => {
    const other = association(
      { ...secured, resource: { ...secured.resource, id: armId('Microsoft.KeyVault/vaults/other') } },
      'Enforced',
    );

    expect(judge(vault, other).answer).toBe('yes');
  });
});
