/** Whether Teams reaches the bot: its registration, the channel, its address, and the package of the app. */
import type { Cloud } from '../../model/requirement.ts';
import { packageSettings } from '../../teams/app-package/settings.ts';
import { channelIsThere, type EndpointFault, endpointFault, signInAsBot } from '../../teams/registration.ts';
import type { BotAppSettings } from '../../teams/settings.ts';
import { type Diagnosis, fault, well } from './diagnosis.ts';
import { type SignInSettings, signInDiagnosis } from './sign-in-fault.ts';

/** What is looked at. */
export interface ExamineBotOptions {
  readonly bot: BotAppSettings | undefined;
  readonly cloud: Cloud;
  /** Settings of the package, by name. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** Where the bot, the channel and its sign-in are, where that is not where they usually are. */
  readonly elsewhere?: {
    readonly host?: string;
    readonly channel?: string;
    readonly signIn?: () => Promise<string | undefined>;
  };
}

/** The settings that the sign-in of a bot rests on. */
function namesOf({ federatedClientId, certificateFile }: BotAppSettings): SignInSettings {
  const proof = federatedClientId ? 'MicrosoftAppFederatedClientId' : certificateFile && 'MicrosoftAppCertificateFile';
  return { tenant: 'MicrosoftAppTenantId', app: 'MicrosoftAppId', secret: proof || 'MicrosoftAppPassword' };
}

const ENDPOINT: Readonly<Record<EndpointFault, readonly [seen: string, fix: string]>> = {
  away: [
    'Nobody answers there over HTTPS.',
    'Start the bot, and let its ingress take port 443 with a certificate that browsers trust.',
  ],
  another: [
    'Something else answers there.',
    'Point BOT_HOST and the messaging endpoint of the Azure Bot to the bot: https://BOT_HOST/api/messages, every path passed on.',
  ],
  open: [
    'It does not turn away a message without a token.',
    'Set MicrosoftAppId where the bot runs, and let no proxy answer in its place.',
  ],
};

/** Looks at all of it. Without an app id the bot serves this machine alone, and there is nothing to look at. */
export async function examineBot(options: ExamineBotOptions): Promise<readonly Diagnosis[]> {
  const { bot, cloud, environment, elsewhere = {} } = options;
  if (bot === undefined)
    return [well('Bot', 'Not registered: it serves this machine alone (MicrosoftAppId is not set).')];
  return [
    await examineRegistration(elsewhere.signIn ?? (() => signInAsBot(bot, cloud)), namesOf(bot)),
    (await channelIsThere(cloud, elsewhere.channel))
      ? well('Channel', 'The keys of Bot Framework are there.')
      : fault(
          'Channel',
          'The keys that sign the messages of Teams cannot be fetched: nobody could be let in.',
          'Let the bot out to port 443 of the login host of Bot Framework in its cloud (AZURE_CLOUD).',
        ),
    ...(await examineApp(environment, options.version, elsewhere.host)),
  ];
}

async function examineRegistration(signIn: () => Promise<unknown>, names: SignInSettings): Promise<Diagnosis> {
  try {
    await signIn();
    return well('Bot registration', 'Microsoft Entra ID gives the bot a token for Bot Framework.');
  } catch (error) {
    return signInDiagnosis('Bot registration', error, names);
  }
}

async function examineApp(
  environment: ExamineBotOptions['environment'],
  version: string,
  host: string | undefined,
): Promise<readonly Diagnosis[]> {
  try {
    packageSettings(environment, version);
  } catch (error) {
    const problems = error instanceof Error ? error.message.split('\n') : [];
    return problems.map((problem) => fault('App manifest', problem, 'Correct it in .env, then: npm run package'));
  }
  const wrong = await endpointFault(host ?? `https://${environment.BOT_HOST?.trim()}`);
  return [
    well('App manifest', 'The package can be made: npm run package'),
    wrong === undefined
      ? well('Endpoint', 'The bot answers under BOT_HOST, and turns strangers away.')
      : fault('Endpoint', ...ENDPOINT[wrong]),
  ];
}
