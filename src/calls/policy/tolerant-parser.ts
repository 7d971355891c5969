/**
 * Policies that are not well-formed XML: `rawxml` has C# with bare `<` and `&&`, and quotes inside attributes. Expressions
 * are taken as one piece; everything else must still nest, or the document counts as not understood. Rules: docs/rules.md#calls.
 */
import { expressionEnd, expressionStarts } from './expression-scan.ts';
import { ElementBuilder, type PolicyElement } from './policy-element.ts';

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));/g, (whole, decimal, hex, name) => {
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return ENTITIES[name] ?? (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole);
  });
}

const SPACE = /\s/;
const NAME_START = /[A-Za-z_]/;
const NAME_STOP = /[\s/>=<"']/;

class TolerantParser {
  readonly #text: string;
  readonly #builder = new ElementBuilder();
  #here = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): PolicyElement | undefined {
    while (this.#here < this.#text.length) if (!this.#step()) return undefined;
    return this.#builder.finish();
  }

  #step(): boolean {
    const text = this.#text;
    if (text[this.#here] !== '<') return this.#readText();
    const next = text.charAt(this.#here + 1);
    if (text.startsWith('<!--', this.#here)) return this.#skip('-->', 4);
    if (text.startsWith('<![CDATA[', this.#here)) return this.#readCdata();
    if (next === '!') return false;
    if (next === '?') return this.#skip('?>', 2);
    if (next === '/') return this.#readClose();
    if (NAME_START.test(next)) return this.#readOpen();
    this.#here += 1;
    return this.#builder.text('<');
  }

  #skip(close: string, from: number): boolean {
    const end = this.#text.indexOf(close, this.#here + from);
    if (end < 0) return false;
    this.#here = end + close.length;
    return true;
  }

  #readCdata(): boolean {
    const start = this.#here + '<![CDATA['.length;
    const end = this.#text.indexOf(']]>', start);
    if (end < 0) return false;
    this.#here = end + 3;
    return this.#builder.text(this.#text.slice(start, end));
  }

  #readText(): boolean {
    const start = this.#here;
    while (this.#here < this.#text.length && this.#text[this.#here] !== '<') {
      if (!expressionStarts(this.#text, this.#here)) this.#here += 1;
      else {
        const end = expressionEnd(this.#text, this.#here);
        if (end < 0) return false;
        this.#here = end;
      }
    }
    return this.#builder.text(decode(this.#text.slice(start, this.#here)));
  }

  #readName(): string {
    const start = this.#here;
    while (this.#here < this.#text.length && !NAME_STOP.test(this.#text.charAt(this.#here))) this.#here += 1;
    return this.#text.slice(start, this.#here);
  }

  #skipSpace(): void {
    while (SPACE.test(this.#text.charAt(this.#here))) this.#here += 1;
  }

  #readClose(): boolean {
    this.#here += 2;
    const name = this.#readName();
    this.#skipSpace();
    if (this.#text[this.#here] !== '>') return false;
    this.#here += 1;
    return this.#builder.end(name);
  }

  #readOpen(): boolean {
    this.#here += 1;
    const name = this.#readName();
    const attributes = new Map<string, string>();
    while (this.#here < this.#text.length) {
      this.#skipSpace();
      const letter = this.#text[this.#here];
      if (letter === '>') {
        this.#here += 1;
        return this.#builder.start(name, attributes);
      }
      if (letter === '/' && this.#text[this.#here + 1] === '>') {
        this.#here += 2;
        return this.#builder.start(name, attributes) && this.#builder.end(name);
      }
      if (!this.#readAttribute(attributes)) return false;
    }
    return false;
  }

  #readAttribute(attributes: Map<string, string>): boolean {
    const name = this.#readName();
    this.#skipSpace();
    if (name === '' || this.#text[this.#here] !== '=') return false;
    this.#here += 1;
    this.#skipSpace();
    const quote = this.#text[this.#here];
    if (quote !== '"' && quote !== "'") return false;
    this.#here += 1;
    const start = this.#here;
    while (this.#here < this.#text.length && this.#text[this.#here] !== quote) {
      const end = expressionStarts(this.#text, this.#here) ? expressionEnd(this.#text, this.#here) : this.#here + 1;
      if (end < 0) return false;
      this.#here = end;
    }
    if (this.#here >= this.#text.length) return false;
    attributes.set(name.toLowerCase(), decode(this.#text.slice(start, this.#here)));
    this.#here += 1;
    return true;
  }
}

/** The root element; undefined when the document does not nest even under generous reading. Linear in the length. */
export function parseTolerantly(text: string): PolicyElement | undefined {
  return new TolerantParser(text).parse();
}
