/** Which change somebody wants to have thought through: of the flag, of an identity, or of who gets in to a service that is named. */
import { type WhatIfChange, whatIfText } from '../../../model/what-if.ts';
import type { ReadMessage } from './read-message.ts';

const ADDRESS = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?(?![\d.])/;

/** Letters from which on a word that nobody knows is taken for a name. */
const LONG = 8;

/** A name that a service of Azure can have. */
const NAME = /^[a-z0-9][a-z0-9-]{2,62}$/i;

/** The names in the message that belong to no instance: one of them is the service that is meant. */
function serviceNamesIn({ values, message, context: { instances = [] } }: ReadMessage): readonly string[] {
  const own = instances.map(({ name }) => name.toLowerCase());
  const address = ADDRESS.exec(message)?.[0] ?? '';
  const place = values.unknownPlace === undefined ? [] : [values.unknownPlace];
  // Names of storage accounts and registries have no sign that tells them from words, but for their length.
  const words = values.unknown.length === 1 ? values.unknown.filter((word) => word.length >= LONG) : [];
  const names = [...values.instances, ...values.named, ...place, ...words].map((name) => name.split('.')[0] ?? name);
  return names.filter((name) => NAME.test(name) && !own.includes(name.toLowerCase()) && !address.startsWith(name));
}

/** The change of who gets in to a service, as far as its words are there. */
function accessIn({
  signs,
  message,
}: ReadMessage): 'private-endpoint' | 'admit-subnet' | { readonly address: string } | undefined {
  const address = ADDRESS.exec(message)?.[0];
  if (address !== undefined) return { address };
  if (signs.has('privateEndpoint')) return 'private-endpoint';
  return signs.has('subnet') || signs.has('serviceEndpoint') ? 'admit-subnet' : undefined;
}

function whatIfChangeIn(seen: ReadMessage): WhatIfChange | undefined {
  const { signs } = seen;
  const access = accessIn(seen);
  const [target] = serviceNamesIn(seen);
  if (access !== undefined) {
    if (target === undefined) return undefined;
    return typeof access === 'string' ? { of: access, target } : { of: 'admit', target, address: access.address };
  }
  // "Remove the flag" takes it back; "remove trusted access" sets it.
  if (signs.has('flag')) return signs.has('takeBack') ? { of: 'trusted-access-on' } : undefined;
  return signs.has('managedIdentity') ? { of: 'system-identity-on' } : undefined;
}

/** The change as one word; undefined where none is told, so that setting the flag is meant. */
export function changeIn(seen: ReadMessage): string | undefined {
  const change = whatIfChangeIn(seen);
  return change === undefined ? undefined : whatIfText(change);
}
