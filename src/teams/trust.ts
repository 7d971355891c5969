/** Which activities are let in, and which addresses are called. Botbuilder checks signatures, and leaves these rules open. */
import type { Activity } from 'botbuilder';
import { same, text } from '../model/json.ts';

/** Whom the bot trusts: who may send it something, and where it may send its answers. */
export interface Trust {
  /** The tenants that are answered; `undefined` for a bot without a registration, which only loopback reaches. */
  readonly tenants: readonly string[] | undefined;
  /** Host names, each with everything below it, that the bot may be told to call. */
  readonly serviceHosts: readonly string[];
}

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** Whether a host name (as in a URL or an address to listen on) is this machine and nothing else. */
export function isLoopback(host: string): boolean {
  return LOOPBACK_HOSTS.has(host.toLowerCase());
}

/** Whether the bot may send its answers, and its token, to an address. */
export function mayCall(serviceUrl: string | undefined, trust: Trust): boolean {
  if (serviceUrl === undefined || !URL.canParse(serviceUrl)) return false;
  const { protocol, hostname, username, password } = new URL(serviceUrl);
  if (username !== '' || password !== '') return false;
  if (trust.tenants === undefined) return isLoopback(hostname) && /^https?:$/.test(protocol);
  if (isLoopback(hostname)) return trust.serviceHosts.includes(hostname) && /^https?:$/.test(protocol);
  return protocol === 'https:' && trust.serviceHosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

/**
 * Why an activity is turned away, as a constant for the log; `undefined` when it may come in. Looks at what the activity
 * says of itself, so it proves nothing before its token is checked.
 */
export function refusal(activity: Partial<Activity>, trust: Trust): string | undefined {
  if (activity.channelId !== 'msteams') return 'another channel';
  if (text(activity, 'conversation', 'id') === undefined) return 'no conversation';
  if (!mayCall(activity.serviceUrl, trust)) return 'service address not allowed';
  if (trust.tenants === undefined) return undefined;
  const tenants = tenantsOf(activity);
  if (tenants.length === 0) return 'no tenant';
  return tenants.every((tenant) => isOurs(tenant, trust)) ? undefined : 'another tenant';
}

/** Every tenant that an activity names: of the conversation, of the channel data and of the asker. */
function tenantsOf(activity: Partial<Activity>): readonly string[] {
  return [
    text(activity, 'conversation', 'tenantId'),
    text(activity, 'channelData', 'tenant', 'id'),
    text(activity, 'from', 'tenantId'),
  ].filter((tenant) => tenant !== undefined);
}

/** Whether a tenant is one of those that are answered; an absent one is none. */
export function isOurs(tenant: string | undefined, { tenants = [] }: Trust): boolean {
  return tenants.some((one) => same(one, tenant));
}
