/** Whether Microsoft Graph tells who is in the groups of `ALLOWED_GROUPS`. */
import { cloudAddresses } from '../../azure/clouds.ts';
import { type ConnectionOptions, signInOf } from '../../azure/connection.ts';
import { createDirectory } from '../../azure/directory.ts';
import type { Failure } from '../../azure/failure.ts';
import { readerOf } from './azure.ts';
import { type Diagnosis, fault, well } from './diagnosis.ts';
import { AZURE_SIGN_IN, signInDiagnosis } from './sign-in-fault.ts';

/** What is looked at. */
interface ExamineGroupsOptions {
  readonly groups: readonly string[];
  /** Object id of anybody in Entra ID; one that is nobody's does too. */
  readonly somebody: string;
  readonly connection: ConnectionOptions;
  /** Another address of Microsoft Graph than the cloud's own. */
  readonly graphEndpoint?: string | undefined;
}

const WHAT = 'Groups';
/** Microsoft Graph, and the permissions that "user: checkMemberGroups" asks for ("Microsoft Graph permissions reference"). */
const GRAPH_APP = '00000003-0000-0000-c000-000000000000';
const PERMISSIONS = {
  'GroupMember.Read.All': '98830695-27a2-44f7-8c18-0c3ebc9698f6',
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
};

/** Looks at it; where no group is named there is nothing to look at. */
export async function examineGroups(options: ExamineGroupsOptions): Promise<readonly Diagnosis[]> {
  const { groups, somebody, connection, graphEndpoint } = options;
  if (groups.length === 0) return [];
  const cloud = cloudAddresses(connection.cloud ?? 'public');
  let token: string;
  try {
    token = (await signInOf(connection).credential.getToken(`${cloud.graphEndpoint}/.default`))?.token ?? '';
  } catch (error) {
    return [signInDiagnosis(WHAT, error, AZURE_SIGN_IN)];
  }
  const directory = createDirectory({ ...connection, graphEndpoint });
  const [members, ...found] = await Promise.all([
    directory.groupsOf(somebody, groups),
    ...groups.map((id) => directory.hasGroup(id)),
  ]);
  const failed = [members, ...found].find((answer) => !answer.ok);
  if (failed !== undefined && !failed.ok)
    return [silent(failed.failure, readerOf(token, connection.credential.clientId), cloud.graphEndpoint)];
  const missing = groups.filter((_, at) => found[at]?.ok === true && !found[at].value);
  if (missing.length === 0) return [well(WHAT, 'Microsoft Graph tells who is in them.')];
  return missing.map((id) =>
    fault(
      WHAT,
      `The tenant has no group ${id}: it lets nobody in.`,
      'Put the object id of a group into ALLOWED_GROUPS:\naz ad group list --query "[].[displayName, id]" --output table',
    ),
  );
}

function silent(failure: Failure, reader: string, graph: string): Diagnosis {
  if (failure.reason === 'FORBIDDEN') {
    return fault(
      WHAT,
      `Microsoft Graph does not let the identity ask who is in a group (${failure.detail}).`,
      `Give it the two permissions (a Privileged Role Administrator may); they count in some minutes:\n${grants(reader, graph)}`,
    );
  }
  return fault(
    WHAT,
    `Microsoft Graph did not answer (${failure.detail}).`,
    'Let the bot out to port 443 of Microsoft Graph of its cloud (AZURE_CLOUD); if it is reached, try again in a minute.',
  );
}

/** The commands that grant the permissions of the two questions to the identity (an object id). */
function grants(reader: string, graph: string): string {
  const resource = `$(az ad sp show --id ${GRAPH_APP} --query id --output tsv)`;
  return Object.values(PERMISSIONS)
    .map(
      (role) =>
        `az rest --method POST --uri ${graph}/v1.0/servicePrincipals/${reader}/appRoleAssignments --body "{\\"principalId\\":\\"${reader}\\",\\"resourceId\\":\\"${resource}\\",\\"appRoleId\\":\\"${role}\\"}"`,
    )
    .join('\n');
}
