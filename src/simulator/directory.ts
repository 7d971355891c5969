/** The simulated Microsoft Graph: which groups there are, and who is in them ("user: checkMemberGroups", "Get group"). */
import type { HttpAnswer } from './answer.ts';
import { failure } from './answer.ts';
import { isObject } from './estate.ts';

/** Where paths of Microsoft Graph begin. */
export const DIRECTORY_ROOT = '/v1.0/';

/** What it knows. A change counts from the next question on. */
export interface DirectorySetting {
  /** Groups of each person, by object id, groups in groups included. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly groups: ReadonlySet<string>;
}

/** Most groups that one question may name. */
const MOST_GROUPS = 20;

/** Answers a question; without a setting the app has no permission. */
export function answerDirectory(
  setting: DirectorySetting | undefined,
  method: string,
  path: string,
  body: unknown,
): HttpAnswer {
  if (setting === undefined)
    return failure(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  const [, kind, id = '', question] = /^\/v1\.0\/(users|groups)\/([^/]+)(\/checkMemberGroups)?$/.exec(path) ?? [];
  const missing = failure(404, 'Request_ResourceNotFound', `Resource '${id}' does not exist.`);
  if (kind === 'groups' && question === undefined && method === 'GET')
    return setting.groups.has(id) ? { status: 200, body: { id } } : missing;
  if (kind !== 'users' || question === undefined || method !== 'POST')
    return failure(400, 'BadRequest', `The simulated Microsoft Graph does not know ${method} ${path}.`);
  const asked = isObject(body) && Array.isArray(body.groupIds) ? body.groupIds : [];
  if (asked.length === 0 || asked.length > MOST_GROUPS)
    return failure(400, 'Request_BadRequest', `groupIds must name 1 to ${MOST_GROUPS} groups.`);
  const groups = setting.members.get(id);
  return groups === undefined ? missing : { status: 200, body: { value: asked.filter((one) => groups.includes(one)) } };
}
