/** HTML and SVG, put together so that text can never become markup. */
import { oneLine, safeLink } from '../../cards/wording/escape-markdown.ts';
import { escapeXml } from './xml.ts';

/** A piece of markup. */
export interface Markup {
  readonly markup: string;
}

/** What stands in an element: text, which is escaped, or markup. */
export type Child = string | Markup | readonly Child[];

/** Elements without an end. */
const VOID: ReadonlySet<string> = new Set(['meta', 'circle']);

/** An element; an attribute that is undefined is left out. */
export function element(
  tag: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  ...children: readonly Child[]
): Markup {
  const written = Object.entries(attributes)
    .flatMap(([name, value]) => (value === undefined ? [] : ` ${name}="${escapeXml(String(value))}"`))
    .join('');
  const inside = children.map(markupOf).join('');
  return { markup: VOID.has(tag) ? `<${tag}${written}/>` : `<${tag}${written}>${inside}</${tag}>` };
}

/** A link into the portal or the documentation; only its title where the address is not one that may leave. */
export function link(title: string, address: string): Child {
  const href = safeLink(address);
  return href === undefined ? title : element('a', { href, rel: 'noreferrer' }, title);
}

function markupOf(child: Child): string {
  if (typeof child === 'string') return escapeXml(oneLine(child));
  return 'markup' in child ? child.markup : child.map(markupOf).join('');
}
