import { createGroupMembers } from '../../../src/app/access/group-members.ts';
import type { Directory } from '../../../src/azure/directory.ts';
import { failureOf } from '../../../src/azure/failure.ts';

const GROUPS = ['44444444-4444-4444-8444-444444444444'];
const ANN = 'aaaaaaaa-3333-4333-8333-333333333333';

function scripted(...answers: readonly (readonly string[] | undefined)[]) {
  const asked: string[] = [];
  const groupsOf: Directory['groupsOf'] = async (objectId, among) => {
    expect(among).toEqual(GROUPS);
    const value = answers[asked.push(objectId) - 1];
    return value === undefined ? { ok: false, failure: failureOf('THROTTLED', '429') } : { ok: true, value };
  };
  return { asked, isInGroup: createGroupMembers({ directory: { groupsOf }, groups: GROUPS }) };
}

it('asks once for a person, however the id is written and however many messages come at once', async () => {
  const { asked, isInGroup } = scripted(GROUPS);
  expect(await Promise.all([isInGroup(ANN), isInGroup(ANN.toUpperCase())])).toEqual([true, true]);
  expect(await isInGroup(ANN)).toBe(true);
  expect(asked).toEqual([ANN]);
});

it('keeps that somebody is in none', async () => {
  const { asked, isInGroup } = scripted([]);
  expect([await isInGroup(ANN), await isInGroup(ANN)]).toEqual([false, false]);
  expect(asked).toHaveLength(1);
});

it('rejects where Microsoft Graph did not tell, and asks anew', async () => {
  const { isInGroup } = scripted(undefined, GROUPS);
  await expect(isInGroup(ANN)).rejects.toThrow('429');
  expect(await isInGroup(ANN)).toBe(true);
});
