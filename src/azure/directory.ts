/** Groups of Microsoft Entra ID and who is in them, as Microsoft Graph tells the identity of the bot. It only asks. */
import { createDefaultHttpClient, createPipelineRequest } from '@azure/core-rest-pipeline';
import { isObject, type Json, texts } from '../model/json.ts';
import { failureOfError } from './client-errors.ts';
import { cloudAddresses } from './clouds.ts';
import { type ConnectionOptions, signInOf, USER_AGENT } from './connection.ts';
import { type RequestOutcome, unexpectedBody } from './failure.ts';
import { createPipeline, outcomeOf } from './pipeline.ts';
import { type RetryRules, withRetries } from './retry.ts';

/** Asks Microsoft Graph. Neither method throws. */
export interface Directory {
  /** Which of some groups a person is in, also by way of groups in groups; none for somebody whom the tenant does not know. */
  groupsOf(objectId: string, among: readonly string[]): Promise<RequestOutcome<readonly string[]>>;
  /** Whether there is a group of that id. */
  hasGroup(groupId: string): Promise<RequestOutcome<boolean>>;
}

/** How it is reached: as Azure is, but for the address. */
export interface DirectoryOptions
  extends Pick<
    ConnectionOptions,
    'credential' | 'clock' | 'cloud' | 'authorityHost' | 'disableInstanceDiscovery' | 'ca'
  > {
  /** Another address of Microsoft Graph than the cloud's own. */
  readonly graphEndpoint?: string | undefined;
}

/** Groups in one question at the most ("user: checkMemberGroups"). */
const MOST_GROUPS = 20;

/** Somebody waits for it before anything else begins. Milliseconds. */
const RULES: RetryRules = {
  attempts: 3,
  firstDelayMs: 200,
  longestDelayMs: 1_000,
  patienceMs: 3_000,
  attemptTimeoutMs: 3_000,
};

/** Makes it. Nothing is sent until it is asked. */
export function createDirectory(options: DirectoryOptions): Directory {
  const { graphEndpoint } = cloudAddresses(options.cloud ?? 'public');
  const pipeline = createPipeline({
    credential: signInOf(options).credential,
    scope: `${graphEndpoint}/.default`,
    ca: options.ca,
    userAgent: USER_AGENT,
  });
  const { clock } = options;
  const http = createDefaultHttpClient();
  const root = `${options.graphEndpoint ?? graphEndpoint}/v1.0`;

  return {
    async groupsOf(objectId, among) {
      const parts = Array.from({ length: Math.ceil(among.length / MOST_GROUPS) }, (_, part) =>
        among.slice(part * MOST_GROUPS, (part + 1) * MOST_GROUPS),
      );
      const answers = await Promise.all(parts.map((part) => memberGroups(objectId, part)));
      const failed = answers.find((answer) => !answer.ok);
      if (failed !== undefined) return failed;
      return { ok: true, value: answers.flatMap((answer) => (answer.ok ? answer.value : [])) };
    },
    async hasGroup(groupId) {
      const answer = await ask(`groups/${encodeURIComponent(groupId)}?$select=id`);
      if (answer.ok) return { ok: true, value: true };
      return answer.failure.status === 404 ? { ok: true, value: false } : answer;
    },
  };

  async function memberGroups(
    objectId: string,
    groupIds: readonly string[],
  ): Promise<RequestOutcome<readonly string[]>> {
    const answer = await ask(`users/${encodeURIComponent(objectId)}/checkMemberGroups`, { groupIds });
    if (!answer.ok) return answer.failure.status === 404 ? { ok: true, value: [] } : answer;
    // An answer of another form must not be taken for "in none".
    if (!isObject(answer.value) || !Array.isArray(answer.value.value)) return { ok: false, failure: unexpectedBody() };
    return { ok: true, value: texts(answer.value, 'value') };
  }

  /** Graph takes the groups that it is asked about in the body of a POST, which changes nothing. */
  function ask(path: string, groups?: { readonly groupIds: readonly string[] }): Promise<RequestOutcome<Json>> {
    return withRetries((signal) => send(path, groups, signal), RULES, clock, undefined);
  }

  async function send(
    path: string,
    groups: { readonly groupIds: readonly string[] } | undefined,
    signal: AbortSignal,
  ): Promise<RequestOutcome<Json>> {
    try {
      const request = createPipelineRequest({
        url: `${root}/${path}`,
        method: groups === undefined ? 'GET' : 'POST',
        abortSignal: signal,
        timeout: 0,
      });
      request.headers.set('accept', 'application/json');
      if (groups !== undefined) {
        request.headers.set('content-type', 'application/json');
        request.body = JSON.stringify(groups);
      }
      return outcomeOf(await pipeline.sendRequest(http, request), clock);
    } catch (error) {
      return { ok: false, failure: failureOfError(error, signal) };
    }
  }
}
