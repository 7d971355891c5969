/** A policy document as elements. Names are lower case; comments and processing instructions are gone. */

/** One element of a policy. */
export interface PolicyElement {
  readonly name: string;
  /** Attribute values with entities decoded, by lower-case name. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly PolicyElement[];
  /** The element's own text, CDATA included, that of its children not. */
  readonly text: string;
}

/** The longest policy that is read, in characters. API Management itself takes 256 KiB. */
export const MAX_POLICY_LENGTH = 1_048_576;

/** The deepest nesting that is followed; real policies stay below 30. */
export const MAX_POLICY_DEPTH = 200;

interface Growing {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: PolicyElement[];
  readonly text: string[];
}

/** Puts elements together from what a parser meets. Every method answers false once the document is not a tree. */
export class ElementBuilder {
  readonly #open: Growing[] = [];
  #root: PolicyElement | undefined;

  /** An opening tag. False when nested too deep, or after the root has closed. */
  start(name: string, attributes: ReadonlyMap<string, string>): boolean {
    if (this.#open.length >= MAX_POLICY_DEPTH || this.#root !== undefined) return false;
    this.#open.push({ name: name.toLowerCase(), attributes, children: [], text: [] });
    return true;
  }

  /** A closing tag. False when it does not close the innermost element. */
  end(name: string): boolean {
    const last = this.#open.pop();
    if (last === undefined || last.name !== name.toLowerCase()) return false;
    const element: PolicyElement = { ...last, text: last.text.join('') };
    const parent = this.#open.at(-1);
    if (parent === undefined) this.#root = element;
    else parent.children.push(element);
    return true;
  }

  /** Text. False when it stands outside the root and is more than white space. */
  text(text: string): boolean {
    const last = this.#open.at(-1);
    if (last === undefined) return text.trim() === '';
    last.text.push(text);
    return true;
  }

  /** The root, once everything is closed. */
  finish(): PolicyElement | undefined {
    return this.#open.length === 0 ? this.#root : undefined;
  }
}
