/** Policies as well-formed XML, which `format=xml` answers. */
import { SaxesParser } from 'saxes';
import { ElementBuilder, type PolicyElement } from './policy-element.ts';

/** The root element; undefined for anything that is not well-formed, has a document type, or nests too deep. */
export function parseStrictly(xml: string): PolicyElement | undefined {
  const parser = new SaxesParser({ position: false });
  const builder = new ElementBuilder();
  let understood = true;
  const need = (fine: boolean) => {
    if (!fine) understood = false;
  };
  parser.on('error', () => need(false));
  parser.on('doctype', () => need(false));
  parser.on('opentag', (tag) => {
    const attributes = new Map(Object.entries(tag.attributes).map(([name, value]) => [name.toLowerCase(), value]));
    need(builder.start(tag.name, attributes));
  });
  parser.on('closetag', (tag) => need(builder.end(tag.name)));
  parser.on('text', (text) => need(builder.text(text)));
  parser.on('cdata', (text) => need(builder.text(text)));
  // In pieces, so that a document that is wrong from the start costs no more than its first piece.
  for (let start = 0; start < xml.length && understood; start += 65_536) parser.write(xml.slice(start, start + 65_536));
  parser.close();
  return understood ? builder.finish() : undefined;
}
