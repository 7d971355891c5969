/** What an API calls by its own settings: its service URL, the URLs of an agent (A2A), the backend of an MCP server. */
import type { ArmResource } from '../model/arm.ts';
import { text } from '../model/json.ts';
import type { NamedValueLookup } from './named-values.ts';
import type { KnownText } from './policy/host-of-url.ts';
import { textsOutsideCalls } from './resolve-value.ts';

const PROPERTIES = [['serviceUrl'], ['a2aProperties', 'agentCardBackendUrl'], ['jsonRpcProperties', 'backendUrl']];

/** The addresses of one API. */
export class ApiAddresses {
  readonly urls: readonly { readonly property: string; readonly text: KnownText }[];
  /** The backend entity that it forwards to; undefined where it names none. */
  readonly backendId: string | undefined;

  constructor(api: ArmResource, namedValue: NamedValueLookup) {
    this.urls = PROPERTIES.flatMap((path) => {
      const url = text(api, 'properties', ...path);
      const property = ['properties', ...path].join('.');
      return url === undefined ? [] : textsOutsideCalls(url, namedValue).map((known) => ({ property, text: known }));
    });
    this.backendId = text(api, 'properties', 'backendId');
  }
}
