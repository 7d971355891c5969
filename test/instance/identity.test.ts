import { identityOf, readerOf } from '../../src/instance/identity.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { apim, PRINCIPAL, TENANT } from '../support/resources.ts';

const CLIENT = 'AAAAAAAA-3333-4333-8333-333333333333';
const USER = { '/u1': { clientId: CLIENT, principalId: 'p1' }, '/u2': { principalId: 'p2' } };
const of = (identity: JsonObject | null) => identityOf(apim({}, { identity }));

describe('the identities of an instance', () => {
  it.each<[JsonObject | null, string, boolean]>([
    [null, 'None', false],
    [{}, 'None', false],
    [{ type: 'None' }, 'None', false],
    [{ type: 'SystemAssigned' }, 'SystemAssigned', true],
    [{ type: 'UserAssigned' }, 'UserAssigned', false],
    [{ type: 'UserAssigned,systemassigned' }, 'UserAssigned,systemassigned', true],
    [{ type: 'SystemAssigned, UserAssigned' }, 'SystemAssigned, UserAssigned', true],
  ])('of %j are of type %s, with a system-assigned one: %s', (identity, type, system) => {
    expect(of(identity)).toMatchObject({ type, system });
  });

  it('tell their ids as far as Azure tells them, user-assigned ones by client id', () => {
    expect(of({ type: 'SystemAssigned', principalId: PRINCIPAL, tenantId: TENANT })).toMatchObject({
      principalId: PRINCIPAL,
      tenantId: TENANT,
    });
    expect(of(null)).toMatchObject({ principalId: undefined, tenantId: undefined });
    expect([...of({ type: 'UserAssigned', userAssignedIdentities: USER }).userAssigned]).toEqual([
      [CLIENT.toLowerCase(), { id: '/u1', principalId: 'p1' }],
    ]);
    expect(of({ type: 'UserAssigned', userAssignedIdentities: null }).userAssigned.size).toBe(0);
    expect(of({ type: 'UserAssigned', userAssignedIdentities: [{ clientId: 'x' }] }).userAssigned.size).toBe(0);
  });
});

describe('who reads by a client id', () => {
  const system = { type: 'SystemAssigned' };
  const user = { type: 'UserAssigned', userAssignedIdentities: USER };
  const both = { type: 'SystemAssigned, UserAssigned', userAssignedIdentities: USER };

  it.each<[string | undefined, JsonObject, string]>([
    [undefined, system, 'system'],
    ['', system, 'system'],
    [' ', both, 'system'],
    [undefined, user, 'missing'],
    [` ${CLIENT} `, user, 'user-assigned'],
    [CLIENT, both, 'user-assigned'],
    [CLIENT, system, 'unmapped'],
    ['another', both, 'unmapped'],
    ['another', user, 'missing'],
  ])('%j, with %j: %s', (clientId, identity, kind) => {
    expect(readerOf(of(identity), clientId).kind).toBe(kind);
  });

  it('is the identity itself where it is user-assigned', () => {
    expect(readerOf(of(both), CLIENT)).toEqual({ kind: 'user-assigned', identity: { id: '/u1', principalId: 'p1' } });
  });
});
