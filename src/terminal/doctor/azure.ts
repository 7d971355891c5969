/** Whether Azure can be read: the sign-in, the clock, the subscriptions, Resource Graph, and the rights below. */

import { cloudAddresses } from '../../azure/clouds.ts';
import { type ConnectionOptions, connectAzure, signInOf } from '../../azure/connection.ts';
import { serverTime } from '../../azure/server-clock.ts';
import { parseArmId } from '../../model/arm.ts';
import type { Clock } from '../../model/clock.ts';
import { given } from '../../model/given.ts';
import { text } from '../../model/json.ts';
import { claimsOf } from '../../model/token-claims.ts';
import type { Assessor, DiscoveredInstance } from '../../readiness/assessor.ts';
import { type Diagnosis, fault, well } from './diagnosis.ts';
import { AZURE_SIGN_IN, signInDiagnosis } from './sign-in-fault.ts';

/** What is looked at. */
export interface ExamineAzureOptions {
  readonly connection: ConnectionOptions;
  readonly assessor: Pick<Assessor, 'instances' | 'assess'>;
  readonly clock: Pick<Clock, 'instant'>;
}

/** Tokens are good from five minutes before to five minutes after; well before that something is wrong. */
const CLOCK_LIMIT = 60_000;
/** Instances that are read through; with more, the first of each subscription go first. */
const MOST_INSTANCES = 30;

const SUBSCRIPTIONS_VERSION = '2022-12-01';
const SERVICE = 'Microsoft.ApiManagement/service';
const SERVICE_VERSION = '2024-05-01';

/** Looks at all of it; what rests on something that failed is left out. */
export async function examineAzure({
  connection,
  assessor,
  clock: own,
}: ExamineAzureOptions): Promise<readonly Diagnosis[]> {
  const addresses = {
    ...cloudAddresses(connection.cloud ?? 'public'),
    ...given({ endpoint: connection.endpoint, authorityHost: connection.authorityHost }),
  };
  const clock = await examineClock(addresses.authorityHost, connection, own);
  const signIn = signInOf(connection);
  let token: string;
  try {
    token = (await signIn.credential.getToken(addresses.scope))?.token ?? '';
  } catch (error) {
    return [clock, signInDiagnosis('Sign-in to Azure', error, AZURE_SIGN_IN)];
  }
  const reader = readerOf(token, connection.credential.clientId);
  const rest = await examineRights(connection, assessor, reader);
  return [clock, well('Sign-in to Azure', 'Microsoft Entra ID gives a token.'), ...rest];
}

async function examineClock(authority: string, { ca, credential }: ConnectionOptions, clock: Pick<Clock, 'instant'>) {
  const tenant = credential.tenantId ?? 'common';
  const there = await serverTime(`${authority}/${tenant}/v2.0/.well-known/openid-configuration`, ca);
  const off = there === undefined ? 0 : Date.parse(clock.instant()) - there;
  if (there === undefined) {
    return fault(
      'Clock',
      'The sign-in host did not say what time it is.',
      'Let the bot out to port 443 of the sign-in host of its cloud (AZURE_CLOUD), or set HTTPS_PROXY.',
    );
  }
  if (Math.abs(off) <= CLOCK_LIMIT) return well('Clock', 'It is right.');
  return fault(
    'Clock',
    `It is ${Math.round(Math.abs(off) / 1000)} seconds ${off > 0 ? 'fast' : 'slow'}: tokens count as not yet good or as expired.`,
    'Set the clock of the host:\ntimedatectl set-ntp true',
  );
}

async function examineRights(
  connection: ConnectionOptions,
  assessor: ExamineAzureOptions['assessor'],
  reader: string,
): Promise<readonly Diagnosis[]> {
  const azure = connectAzure(connection);
  const listed = await azure.arm.list('/subscriptions', SUBSCRIPTIONS_VERSION);
  if (!listed.ok) {
    return [
      fault(
        'Subscriptions',
        `Azure Resource Manager did not list them (${listed.failure.detail}).`,
        'Let the bot out to port 443 of Azure Resource Manager of its cloud (AZURE_CLOUD); if it is reached, try again in a minute.',
      ),
    ];
  }
  const ids = listed.value.map((one) => text(one, 'subscriptionId') ?? '').filter((id) => id !== '');
  if (ids.length === 0) {
    return [
      fault('Subscriptions', 'The identity may read none.', `Give it Reader on each in scope:\n${grant(reader)}`),
    ];
  }
  const unreadable = await Promise.all(
    ids.map(async (id) => {
      const found = await azure.arm.list(`/subscriptions/${id}/providers/${SERVICE}`, SERVICE_VERSION);
      return found.ok ? undefined : { id, why: found.failure.detail, isDenied: found.failure.reason === 'FORBIDDEN' };
    }),
  );
  const subscriptions = unreadable
    .filter((one) => one !== undefined)
    .map(({ id, why, isDenied }) =>
      isDenied
        ? missingRight(id, 'API Management is not read there', reader)
        : fault(`Subscription ${id}`, `API Management did not answer there (${why}).`, 'Try again in a minute.'),
    );
  return [
    well('Subscriptions', counted(ids.length, 'subscription is seen', 'subscriptions are seen')),
    ...subscriptions,
    ...(await examineInstances(assessor, reader)),
  ];
}

/** Reads the instances through: hub networks, zones and vaults often lie in subscriptions that nobody thought of. */
async function examineInstances(
  assessor: ExamineAzureOptions['assessor'],
  reader: string,
): Promise<readonly Diagnosis[]> {
  let instances: readonly DiscoveredInstance[];
  try {
    instances = await assessor.instances();
  } catch {
    return [
      fault(
        'Resource Graph',
        'It does not answer.',
        'Register its provider, and give the identity Reader:\naz provider register --namespace Microsoft.ResourceGraph',
      ),
    ];
  }
  if (instances.length === 0) {
    return [
      fault(
        'Resource Graph',
        'It answers, and shows no API Management instance.',
        `Give the identity Reader where the instances are; a new right shows after some minutes:\n${grant(reader)}`,
      ),
    ];
  }
  const read = spread(instances).slice(0, MOST_INSTANCES);
  const denied = new Map<string, Set<string>>();
  for (const instance of read) {
    const { reports } = await assessor.assess(instance, { priority: 'fleet' });
    const items = reports.flatMap(({ findings }) => findings.flatMap(({ items: some }) => some));
    for (const { subject, reason } of items) {
      const subscription = reason === 'FORBIDDEN' ? parseArmId(subject)?.subscriptionId : undefined;
      if (subscription !== undefined) denied.set(subscription, (denied.get(subscription) ?? new Set()).add(subject));
    }
  }
  const seen = counted(instances.length, 'instance is listed', 'instances are listed');
  return [
    well('Resource Graph', `It answers; ${seen}`),
    ...[...denied].map(([id, subjects]) =>
      missingRight(id, `what instances depend on is not read there, such as ${[...subjects][0]}`, reader),
    ),
    ...(denied.size > 0
      ? []
      : [
          well(
            'Rights',
            `Nothing was refused; ${counted(read.length, 'instance was read through', 'instances were read through')}`,
          ),
        ]),
  ];
}

/** The first of each subscription, then the others. */
function spread(instances: readonly DiscoveredInstance[]): readonly DiscoveredInstance[] {
  const met = new Set<string>();
  const first = instances.filter(({ subscriptionId }) => !met.has(subscriptionId) && met.add(subscriptionId));
  return [...first, ...instances.filter((one) => !first.includes(one))];
}

function missingRight(subscriptionId: string, what: string, reader: string): Diagnosis {
  return fault(
    `Subscription ${subscriptionId}`,
    `The right is missing: ${what}.`,
    `Give the identity Reader (owners of the subscription may):\n${grant(reader, subscriptionId)}`,
  );
}

function grant(reader: string, subscriptionId = 'SUBSCRIPTION'): string {
  return `az role assignment create --role Reader --assignee-object-id ${reader} --assignee-principal-type ServicePrincipal --scope /subscriptions/${subscriptionId}`;
}

/** The object id of whoever the token was issued to; where it does not tell, whatever finds it. */
export function readerOf(token: string, clientId: string | undefined): string {
  const objectId = text(claimsOf(token), 'oid');
  if (objectId !== undefined) return objectId;
  return clientId === undefined ? 'OBJECT_ID' : `"$(az ad sp show --id ${clientId} --query id --output tsv)"`;
}

function counted(number: number, one: string, other: string): string {
  return `${number} ${number === 1 ? one : other}.`;
}
