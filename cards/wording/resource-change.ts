/** Who changed what, in a line. */
import { type PortalContext, portalLink } from '../../src/fixes/portal-links.ts';
import { nameOf, parseArmId } from '../../src/model/arm.ts';
import type { Changer, ResourceChange } from '../../src/model/resource-change.ts';
import { say, type Text } from '../../src/model/text.ts';
import { clipped, escapeMarkdown, joined, type Markdown, markdownLink } from './escape-markdown.ts';
import type { Writer } from './writer.ts';

/** Parts that are named of one change. */
const MOST_PARTS = 4;

function whoChanged({ kind, name }: Changer, writer: Writer): Text {
  if (name !== undefined && writer.authors) {
    return kind === 'application' ? say('the application {name}', { name }) : say('{name}', { name });
  }
  switch (kind) {
    case 'person':
      return say('a person');
    case 'application':
      return say('an application');
    case 'azure':
      return say('Azure itself');
    case 'unknown':
      return say('somebody');
  }
}

/** What lies below API Management is told by its path there: "apis/orders/policies/policy of apim-prod". */
function thingOf({ resource, parts }: ResourceChange): Text {
  const [, service, path] = /\/providers\/microsoft\.apimanagement\/service\/([^/]+)\/(.+)$/i.exec(resource) ?? [];
  const name = service === undefined || path === undefined ? nameOf(resource) : service;
  const inIt = path === undefined ? parts.slice(0, MOST_PARTS).join(', ') : path;
  return inIt === '' ? say('{name}', { name }) : say('{parts} of {name}', { parts: clipped(inIt, 120), name });
}

/** "21 November 2026 at 14:02 UTC, ada@contoso.com: securityRules of nsg-apim". Names where the reader may see them. */
export function changeText(change: ResourceChange, writer: Writer): Text {
  const values = { when: writer.instant(change.at), who: whoChanged(change.by, writer), thing: thingOf(change) };
  switch (change.kind) {
    case 'created':
      return say('{when}, {who}: {thing} created', values);
    case 'deleted':
      return say('{when}, {who}: {thing} deleted', values);
    case 'updated':
      return say('{when}, {who}: {thing}', values);
  }
}

/** The same as a link to the activity log of what was changed. */
export function changeLink(change: ResourceChange, portal: PortalContext, writer: Writer): Markdown {
  const below = /^(.*\/providers\/microsoft\.apimanagement\/service\/[^/]+)\/.+$/i.exec(change.resource)?.[1];
  const id = below ?? change.resource;
  const words = clipped(writer.plain(changeText(change, writer)), 240);
  return markdownLink(words, portalLink(portal, parseArmId(id) === undefined ? change.resource : id, 'activityLog'));
}

/** "Changed lately: ..." beside what is unmet, a link for each change. */
export function changedLately(
  changes: readonly ResourceChange[],
  portal: PortalContext,
  writer: Writer,
): readonly Markdown[] {
  return changes.map((change) =>
    joined([escapeMarkdown(writer.plain(say('Changed lately'))), changeLink(change, portal, writer)], ': '),
  );
}
