/** A sentence for people, kept as a template and its values until somebody's language is known. */

/** What may stand in a placeholder. A `Text` nests another sentence; an ISO date or number stays raw until rendered. */
export type TextValue = string | number | Text;

/**
 * A sentence: a constant English template with `{named}` placeholders, and the values for them.
 * The template doubles as the key of the translation.
 */
export interface Text {
  readonly template: string;
  readonly values: Readonly<Record<string, TextValue>>;
}

/** Makes a sentence. The template must be a constant, so that every template can be listed and translated. */
export function say(template: string, values: Readonly<Record<string, TextValue>> = {}): Text {
  return { template, values };
}

/** Renders a sentence in English, or through `translate` (English template in, translated template out). */
export function render(text: Text, translate: (template: string) => string = (t) => t): string {
  return translate(text.template).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = text.values[name];
    if (value === undefined) return whole;
    return typeof value === 'object' ? render(value, translate) : String(value);
  });
}
