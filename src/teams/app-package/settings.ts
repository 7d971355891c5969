/** What makes the app package one organisation's own: its bot and its pages. */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { isGuid } from '../../model/guid.ts';

/** The settings of a package, checked. */
export interface PackageSettings {
  /** The bot's app id; the app has the same one. */
  readonly appId: string;
  /** `1.2.3`; Teams takes a package as an update only when this went up. */
  readonly version: string;
  /** Who stands behind the app, at most 32 characters. */
  readonly publisher: string;
  /** Pages that Teams links from the app's description; https. */
  readonly websiteUrl: string;
  readonly privacyUrl: string;
  readonly termsOfUseUrl: string;
  /** Whether people sign in to the bot (`ACCESS=user`). */
  readonly hasSignIn: boolean;
}

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const SEMVER = /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}$/;

/**
 * Reads `MicrosoftAppId`, `BOT_HOST` (the host name under which the bot is reached), and, all optional, `APP_PUBLISHER`,
 * `APP_WEBSITE_URL`, `APP_PRIVACY_URL`, `APP_TERMS_URL`; pages that are not named stand on the host itself. Throws an
 * `Error` with a sentence for each setting that is wrong.
 */
export function packageSettings(environment: Readonly<NodeJS.ProcessEnv>, version: string): PackageSettings {
  const problems: string[] = [];
  const value = (name: string) => environment[name]?.trim() || undefined;

  const appId = value('MicrosoftAppId');
  if (appId === undefined || !isGuid(appId)) {
    problems.push('MicrosoftAppId is missing or not a GUID: it is the app id of the Azure Bot.');
  }
  const host = hostName(value('BOT_HOST'));
  if (host === undefined) {
    problems.push('BOT_HOST is missing or not a host name: give the public name of the bot, such as bot.example.com.');
  }
  const publisher = value('APP_PUBLISHER') ?? 'API Management operations';
  if (publisher.length > 32) problems.push('APP_PUBLISHER has more than 32 characters.');
  if (!SEMVER.test(version)) problems.push(`The version ${version} is not of the form 1.2.3.`);
  const page = (name: string, path: string): string => {
    const url = value(name) ?? `https://${host}${path}`;
    if (URL.canParse(url) && new URL(url).protocol === 'https:') return url;
    if (host !== undefined) problems.push(`${name} is not an https address.`);
    return url;
  };
  const settings = {
    appId: (appId ?? '').toLowerCase(),
    version,
    publisher,
    websiteUrl: page('APP_WEBSITE_URL', '/'),
    privacyUrl: page('APP_PRIVACY_URL', '/privacy'),
    termsOfUseUrl: page('APP_TERMS_URL', '/terms'),
    hasSignIn: value('ACCESS')?.toLowerCase() === 'user',
  };
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return settings;
}

/** A public host name in ASCII; `undefined` for an address, a URL or a name of one part. */
function hostName(value: string | undefined): string | undefined {
  const name = domainToASCII(value ?? '');
  const labels = name.split('.');
  return labels.length >= 2 && labels.every((part) => LABEL.test(part)) && isIP(name) === 0 ? name : undefined;
}
