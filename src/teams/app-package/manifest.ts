/** What Teams is told about the app. */
import { portalHosts } from '../../conversation/portal-link.ts';
import type { PackageSettings } from './settings.ts';

/** The id of the search command of the message extension. */
export const SEARCH_COMMAND = 'findInstance';

/** The name of its parameter. */
export const SEARCH_PARAMETER = 'name';

/** The file names of the package; all of them lie at its root. */
export const PACKAGE_FILES = { manifest: 'manifest.json', color: 'color.png', outline: 'outline.png' } as const;

/** First schema version with `supportsChannelFeatures`: shared and private channels. */
const SCHEMA = '1.25';

/** Teams writes the title into the message box, so each of them is a question that the bot understands as it stands. */
const ready = { title: 'ready', description: 'Is an instance ready? Add its name, and a month if you like' };
const notReady = {
  title: 'which are not ready',
  description: 'The instances that are not ready, and what to do first',
};
const instances = { title: 'instances', description: 'Every API Management instance that I can see' };
const retires = { title: 'what retires next', description: 'What Azure takes away next, and from which day' };
const summary = { title: 'summary', description: 'How all instances stand, in one card' };
const reminders = { title: 'list my reminders', description: 'What I remind you of here, and when' };
const help = { title: 'help', description: 'What you can ask me' };

/** The manifest as Teams reads it. */
export function manifestOf(settings: PackageSettings) {
  const { appId, version, publisher, websiteUrl, privacyUrl, termsOfUseUrl } = settings;
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${SCHEMA}/MicrosoftTeams.schema.json`,
    manifestVersion: SCHEMA,
    version,
    id: appId,
    developer: { name: publisher, websiteUrl, privacyUrl, termsOfUseUrl },
    name: { short: 'APIM Readiness', full: 'Readiness of API Management instances' },
    description: {
      short: 'Tells whether an API Management instance is ready for a retirement.',
      full: 'Ask "is apim-prod ready for March 2026?" and get an answer with its evidence: what would break, why, and how to put it right. The bot reads Azure with read access only and changes nothing. What it cannot see it calls unknown, never ready. Works in chats, group chats and channels; the search finds an instance and puts its card into your message.',
    },
    icons: { color: PACKAGE_FILES.color, outline: PACKAGE_FILES.outline },
    accentColor: '#0B5CAB',
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team', 'groupChat'],
        isNotificationOnly: false,
        supportsFiles: true,
        supportsCalling: false,
        supportsVideo: false,
        commandLists: [
          { scopes: ['personal'], commands: [ready, notReady, instances, retires, summary, reminders, help] },
          { scopes: ['team'], commands: [ready, notReady, retires, summary, reminders, help] },
          { scopes: ['groupChat'], commands: [ready, notReady, instances, help] },
        ],
      },
    ],
    composeExtensions: [
      {
        botId: appId,
        commands: [
          {
            id: SEARCH_COMMAND,
            type: 'query',
            title: 'Find an instance',
            description: 'Find an API Management instance and insert its card',
            context: ['compose', 'commandBox'],
            initialRun: true,
            parameters: [
              {
                name: SEARCH_PARAMETER,
                title: 'Name or place',
                description: 'A name, resource group, subscription or region',
                inputType: 'text',
              },
            ],
          },
        ],
        messageHandlers: [{ type: 'link', value: { domains: [...portalHosts], supportsAnonymizedPayloads: false } }],
      },
    ],
    supportsChannelFeatures: 'tier1',
    defaultInstallScope: 'personal',
    defaultGroupCapability: { team: 'bot', groupchat: 'bot' },
    // Nothing of the app is loaded from the web into Teams, and nobody signs in to it.
    validDomains: [] as readonly string[],
  };
}
