/** Whether people can be read for with their own rights (`ACCESS=user`), as far as nobody has to sign in for it. */

import type { OwnRightsConfig } from '../../app/access/own-rights-settings.ts';
import { appAssertion, signInByAssertion } from '../../azure/app-assertion.ts';
import { cloudAddresses } from '../../azure/clouds.ts';
import type { ConnectionOptions } from '../../azure/connection.ts';
import { text } from '../../model/json.ts';
import { claimsOf } from '../../model/token-claims.ts';
import { channelOf } from '../../teams/channel.ts';
import { type ConnectionFault, connectionFault, signInAsBot } from '../../teams/registration.ts';
import { type BotAppSettings, signInResource } from '../../teams/settings.ts';
import { type Diagnosis, fault, well } from './diagnosis.ts';
import { signInFault } from './sign-in-fault.ts';

/** What is looked at. */
interface ExamineOwnRightsOptions {
  readonly ownRights: OwnRightsConfig | undefined;
  readonly bot: BotAppSettings | undefined;
  readonly connection: ConnectionOptions;
  /** Signs in as the bot; what it rejects with is told of the registration. */
  readonly signIn?: (() => Promise<string | undefined>) | undefined;
  /** Where the token service is, where that is not where the cloud has it. */
  readonly oAuthUrl?: string | undefined;
}

const NAMES = { tenant: 'MicrosoftAppTenantId', app: 'MicrosoftAppId', secret: 'MicrosoftAppFederatedClientId' };
const PROOF = 'Proof of the app';
const CONNECTION = 'OAuth connection';

/** Looks at all of it; with `ACCESS=bot` there is nothing to look at. */
export async function examineOwnRights(options: ExamineOwnRightsOptions): Promise<readonly Diagnosis[]> {
  const { ownRights, bot } = options;
  if (ownRights === undefined || bot === undefined) return [];
  return [await examineProof(ownRights, options.connection), ...(await examineConnection(ownRights, bot, options))];
}

/** Without a token of the bot there is nothing to see, and its registration is told as the fault. */
async function examineConnection(
  { oauthConnection, clientId }: OwnRightsConfig,
  bot: BotAppSettings,
  { connection, signIn, oAuthUrl }: ExamineOwnRightsOptions,
): Promise<readonly Diagnosis[]> {
  const cloud = connection.cloud ?? 'public';
  const token = await (signIn ?? (() => signInAsBot(bot, cloud)))().catch(() => undefined);
  if (token === undefined) return [];
  const why = await connectionFault(clientId, token, oauthConnection, oAuthUrl ?? channelOf(cloud).oAuthUrl);
  return [
    why === undefined
      ? well(
          CONNECTION,
          `Teams can sign people in by it. Whether consent is there only a sign-in shows: az ad app permission admin-consent --id ${clientId}`,
        )
      : fault(CONNECTION, ...faultOf(why, clientId)),
  ];
}

/** The app signs in as itself, with what it later brings along for people. */
async function examineProof(ownRights: OwnRightsConfig, connection: ConnectionOptions): Promise<Diagnosis> {
  const cloud = connection.cloud ?? 'public';
  let proof: string;
  try {
    proof = await appAssertion(ownRights, cloud)();
  } catch {
    const { federatedTokenFile } = ownRights;
    return federatedTokenFile === undefined
      ? fault(
          PROOF,
          'The managed identity of MicrosoftAppFederatedClientId gives no token here.',
          'Assign it to the host of the bot, and put its client id into MicrosoftAppFederatedClientId:\naz containerapp identity assign --name APP --resource-group GROUP --user-assigned IDENTITY',
        )
      : fault(
          PROOF,
          'The token file cannot be read.',
          'Let the host put a token where AZURE_FEDERATED_TOKEN_FILE says.',
        );
  }
  try {
    await signInByAssertion(ownRights, async () => proof, cloud, {
      authorityHost: connection.authorityHost ?? cloudAddresses(cloud).authorityHost,
      disableInstanceDiscovery: connection.disableInstanceDiscovery ?? false,
      ca: connection.ca,
    });
    return well(PROOF, 'Microsoft Entra ID takes it, without a secret.');
  } catch (error) {
    const { seen, fix } = signInFault(error, NAMES);
    return fault(PROOF, seen, /\bcredential\b/.test(fix) ? `${fix}\n${trust(ownRights.clientId, proof)}` : fix);
  }
}

/** The command by which an app trusts whoever gave a proof. */
function trust(appId: string, proof: string): string {
  const claims = claimsOf(proof);
  const [issuer = 'ISSUER', subject = 'SUBJECT', audience = 'api://AzureADTokenExchange'] = ['iss', 'sub', 'aud'].map(
    (name) => text(claims, name),
  );
  const credential = JSON.stringify({ name: 'bot', issuer, subject, audiences: [audience] });
  return `az ad app federated-credential create --id ${appId} --parameters '${credential}'`;
}

function faultOf(why: ConnectionFault, appId: string): readonly [seen: string, fix: string] {
  const again = 'correct the connection of OAUTH_CONNECTION in the Azure Bot (docs/install.md#with-peoples-own-rights)';
  switch (why) {
    case 'missing':
      return [
        'The Azure Bot has no OAuth connection of that name.',
        'Put the name of one into OAUTH_CONNECTION, or make it (docs/install.md#with-peoples-own-rights). Those that are there:\naz bot authsetting list --name BOT --resource-group GROUP --query "[].name"',
      ];
    case 'no-exchange':
      return [
        'It has no token exchange URL: nobody is signed in silently.',
        `As its token exchange URL put ${signInResource(appId)}: ${again}.`,
      ];
    case 'another-app':
      return [
        'Its token exchange URL names another app than that of the bot.',
        `As its token exchange URL put ${signInResource(appId)}: ${again}.`,
      ];
    case 'refused':
      return [
        'The token service of Bot Framework does not take the bot for one of its own.',
        'Let MicrosoftAppId and MicrosoftAppTenantId be those of the Azure Bot:\naz bot show --name BOT --resource-group GROUP --query properties.[msaAppId,msaAppTenantId]',
      ];
    case 'away':
      return [
        'The token service of Bot Framework did not answer.',
        'Let the bot out to port 443 of the token service in its cloud (AZURE_CLOUD).',
      ];
  }
}
