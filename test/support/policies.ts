/** Builders of what makes a gateway call something: policies, fragments, backends, loggers, APIs, named values. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { APIM, resource } from './resources.ts';

/** A policy document with statements in its inbound section; `<base />` comes first, as the portal writes it. */
export function inbound(...statements: readonly string[]): string {
  return `<policies><inbound><base />${statements.join('')}</inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>`;
}

/** A policy at a scope below the instance, for example `apis/orders/operations/get-invoice`; '' for all APIs. */
export function policy(scope: string, value: string, id = APIM): ArmResource {
  return resource(`${id}${scope === '' ? '' : `/${scope}`}/policies/policy`, { properties: { format: 'xml', value } });
}

/** A policy fragment with statements. */
export function fragment(name: string, ...statements: readonly string[]): ArmResource {
  return resource(`${APIM}/policyFragments/${name}`, {
    properties: { format: 'xml', value: `<fragment>${statements.join('')}</fragment>` },
  });
}

/** An API with a service URL, or without one. */
export function api(name: string, serviceUrl?: string, properties: JsonObject = {}): ArmResource {
  return resource(`${APIM}/apis/${name}`, {
    properties: { displayName: name, path: name, isCurrent: true, serviceUrl: serviceUrl ?? null, ...properties },
  });
}

/** A single backend. */
export function backend(name: string, url: string, properties: JsonObject = {}): ArmResource {
  return resource(`${APIM}/backends/${name}`, { properties: { url, protocol: 'http', ...properties } });
}

/** A pool of backends, by short ids. */
export function pool(name: string, ...members: readonly string[]): ArmResource {
  return resource(`${APIM}/backends/${name}`, {
    properties: {
      type: 'Pool',
      url: 'https://dummy.vault.azure.net',
      protocol: 'http',
      pool: { services: members.map((member) => ({ id: `/backends/${member}` })) },
    },
  });
}

/** An Event Hubs logger. */
export function eventHubLogger(name: string, properties: JsonObject): ArmResource {
  return resource(`${APIM}/loggers/${name}`, { properties: { loggerType: 'azureEventHub', ...properties } });
}

/** A plain named value, or a secret one whose value Azure keeps to itself. */
export function namedValue(displayName: string, value: string | undefined, name = displayName): ArmResource {
  return resource(`${APIM}/namedValues/${name}`, {
    properties: { displayName, secret: value === undefined, ...(value === undefined ? {} : { value }) },
  });
}

const IDENTITY = '<authentication-managed-identity resource="https://vault.azure.net" />';

/** A `send-request` with the system-assigned identity, or with other things inside. */
export function sendRequest(url: string, inside = IDENTITY, attributes = 'mode="new"'): string {
  return `<send-request ${attributes}><set-url>${url}</set-url><set-method>GET</set-method>${inside}</send-request>`;
}

/** `authentication-managed-identity` of the scope, with more attributes if told. */
export function managedIdentity(attributes = ''): string {
  return `<authentication-managed-identity resource="https://vault.azure.net" ${attributes} />`;
}

/** A policy document with something in each section that is told, and `<base />` in the others. */
export function sections(parts: Partial<Record<'inbound' | 'backend' | 'outbound' | 'on-error', string>>): string {
  const names = ['inbound', 'backend', 'outbound', 'on-error'] as const;
  return `<policies>${names.map((name) => `<${name}>${parts[name] ?? '<base />'}</${name}>`).join('')}</policies>`;
}

/** `set-variable`. */
export function set(name: string, value: string): string {
  return `<set-variable name="${name}" value="${value}" />`;
}

/** An expression that reads a variable. */
export function read(name: string): string {
  return `@((string)context.Variables["${name}"])`;
}

/** `choose` with its branches. */
export function choose(...branches: readonly string[]): string {
  return `<choose>${branches.join('')}</choose>`;
}

/** A branch of `choose`. */
export function when(condition: string, ...inside: readonly string[]): string {
  return `<when condition="@(${condition})">${inside.join('')}</when>`;
}

/** A token in a variable, as the Authorization header. */
export function bearer(name: string): string {
  return `<set-header name="Authorization" exists-action="override"><value>@("Bearer " + (string)context.Variables["${name}"])</value></set-header>`;
}

/** `set-backend-service` with a URL. */
export function target(url: string): string {
  return `<set-backend-service base-url="${url}" />`;
}

/** `set-backend-service` with a backend. */
export function toBackend(id: string): string {
  return `<set-backend-service backend-id="${id}" />`;
}

/** `include-fragment`. */
export function include(name: string): string {
  return `<include-fragment fragment-id="${name}" />`;
}
