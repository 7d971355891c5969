/** What Teams is told about the app. */
import { portalHosts } from '../../conversation/instances/portal-link.ts';
import { type Language, languages } from '../../languages/language.ts';
import { signInResource } from '../settings.ts';
import type { PackageSettings } from './settings.ts';
import { type CommandName, wordingIn } from './wording.ts';

/** The id of the search command of the message extension. */
export const SEARCH_COMMAND = 'findInstance';

/** The name of its parameter. */
export const SEARCH_PARAMETER = 'name';

/** The file names of the package; all of them lie at its root. */
export const PACKAGE_FILES = { manifest: 'manifest.json', color: 'color.png', outline: 'outline.png' } as const;

/** First schema version with `supportsChannelFeatures`: shared and private channels. */
const SCHEMA = '1.25';

/** The commands of each place, in the order in which they are offered. */
const COMMAND_LISTS = [
  { scopes: ['personal'], commands: ['ready', 'unmet', 'list', 'retires', 'summary', 'reminders', 'help'] },
  { scopes: ['team'], commands: ['ready', 'unmet', 'retires', 'summary', 'reminders', 'help'] },
  { scopes: ['groupChat'], commands: ['ready', 'unmet', 'list', 'help'] },
] as const satisfies readonly { readonly scopes: readonly string[]; readonly commands: readonly CommandName[] }[];

/** Hosts of the token service of Bot Framework, in each cloud. */
const TOKEN_SERVICES: readonly string[] = [
  'token.botframework.com',
  'token.botframework.azure.us',
  'token.botframework.azure.cn',
];

/** English stands in the manifest itself, every other language in a file beside it. */
const TRANSLATED = languages.filter((language) => language !== 'en');
const fileOf = (language: Language) => `${language.toLowerCase()}.json`;
const SHORT_NAME = 'APIM Readiness';

/** The manifest as Teams reads it. */
export function manifestOf(settings: PackageSettings) {
  const { appId, version, publisher, websiteUrl, privacyUrl, termsOfUseUrl, hasSignIn } = settings;
  const words = wordingIn('en');
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${SCHEMA}/MicrosoftTeams.schema.json`,
    manifestVersion: SCHEMA,
    version,
    id: appId,
    developer: { name: publisher, websiteUrl, privacyUrl, termsOfUseUrl },
    name: { short: SHORT_NAME, full: words.fullName },
    description: { short: words.shortDescription, full: words.fullDescription },
    localizationInfo: {
      defaultLanguageTag: 'en',
      additionalLanguages: TRANSLATED.map((language) => ({
        languageTag: language.toLowerCase(),
        file: fileOf(language),
      })),
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
        commandLists: COMMAND_LISTS.map(({ scopes, commands }) => ({
          scopes: [...scopes],
          commands: commands.map((name) => words.commands[name]),
        })),
      },
    ],
    composeExtensions: [
      {
        botId: appId,
        commands: [
          {
            id: SEARCH_COMMAND,
            type: 'query',
            ...words.search,
            context: ['compose', 'commandBox'],
            initialRun: true,
            parameters: [
              {
                name: SEARCH_PARAMETER,
                ...words.parameter,
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
    // Nothing of the app is loaded from the web into Teams, but the dialog in which people sign in.
    validDomains: hasSignIn ? TOKEN_SERVICES : ([] as readonly string[]),
    // The application id URI of the app registration ("Configure your app in Microsoft Entra ID").
    ...(hasSignIn ? { webApplicationInfo: { id: appId, resource: signInResource(appId) } } : {}),
  };
}

/** The files of the other languages, by name ("Localize your app"). */
export function localizations(): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return Object.fromEntries(TRANSLATED.map((language) => [fileOf(language), localizationIn(language)]));
}

function localizationIn(language: Language): Readonly<Record<string, string>> {
  const words = wordingIn(language);
  const commands = COMMAND_LISTS.flatMap(({ commands }, list) =>
    commands.flatMap((name, index) =>
      Object.entries(words.commands[name]).map(
        ([field, text]) => [`bots[0].commandLists[${list}].commands[${index}].${field}`, text] as const,
      ),
    ),
  );
  const search = 'composeExtensions[0].commands[0]';
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${SCHEMA}/MicrosoftTeams.Localization.schema.json`,
    'name.short': SHORT_NAME,
    'name.full': words.fullName,
    'description.short': words.shortDescription,
    'description.full': words.fullDescription,
    ...Object.fromEntries(commands),
    [`${search}.title`]: words.search.title,
    [`${search}.description`]: words.search.description,
    [`${search}.parameters[0].title`]: words.parameter.title,
    [`${search}.parameters[0].description`]: words.parameter.description,
  };
}
