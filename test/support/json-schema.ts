/** Holds a value against a JSON Schema of draft 7, or of draft 4 where it says so. */
import { Ajv } from 'ajv';
import AjvDraft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';

/** What is wrong with a value; empty when it fits. */
export function schemaFaults(schema: { readonly $schema?: string }, value: unknown): readonly unknown[] {
  const isDraft4 = schema.$schema?.includes('draft-04') === true;
  const ajv = isDraft4
    ? // A pattern in SARIF's schema is none to the stricter grammar of the flag `u`.
      new AjvDraft4.default({ strict: false, allErrors: true, unicodeRegExp: false })
    : new Ajv({ strict: true, allErrors: true });
  const validate = addFormats.default(ajv).compile(schema);
  validate(value);
  return validate.errors ?? [];
}
