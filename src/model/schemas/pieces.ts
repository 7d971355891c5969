/** Pieces of which the schemas of Azure's resources are made. Keys that a schema does not name are not looked at. */
import * as v from 'valibot';

/** A text. */
export const text = v.string();

/** Absent, null, or what the schema says; absent and null follow Azure's documented default. */
export const maybe = <const S extends v.GenericSchema>(schema: S) => v.nullish(schema);

/** A text that may be absent. */
export const maybeText = maybe(text);

/** Texts, or none. */
export const maybeTexts = maybe(v.array(text));

/** True, false or absent. Azure's own types know no other word for it. */
export const maybeFlag = maybe(v.boolean());

/** One word of a list that Azure has closed, in any case. Lists that Azure extends, such as tiers, are plain texts. */
export const word = (...words: readonly string[]) => {
  const known = new Set(words.map((one) => one.toLowerCase()));
  return v.pipe(
    v.string(),
    v.check((value) => known.has(value.toLowerCase()), 'a word outside its list'),
  );
};

/** Several such words in one text, with commas between them: `Logging, Metrics`. */
export const wordList = (...words: readonly string[]) => {
  const known = new Set(words.map((one) => one.toLowerCase()));
  return v.pipe(
    v.string(),
    v.check((value) => value.split(',').every((one) => known.has(one.trim().toLowerCase())), 'a word outside its list'),
  );
};

const isNoList = (value: unknown) => !Array.isArray(value);

/** An object; valibot by itself would take a list for one. */
export const object = <const E extends v.ObjectEntries>(entries: E) =>
  v.pipe(v.custom<object>(isNoList), v.object(entries));

/** An object with keys of the reader's own making, such as the client ids of identities. */
export const recordOf = <const S extends v.GenericSchema>(schema: S) =>
  v.pipe(v.custom<object>(isNoList), v.record(text, schema));

/** A list of objects, or none. */
export const maybeList = <const E extends v.ObjectEntries>(entries: E) => maybe(v.array(object(entries)));

/** A resource's `properties`, which every resource that is judged must have. */
export const properties = <const E extends v.ObjectEntries>(entries: E) => object({ properties: object(entries) });

/** A reference to another resource, by its ARM id. */
export const reference = object({ id: text });

/** Who may come in: the word of every one of the six services. */
export const publicNetworkAccess = maybe(word('Enabled', 'Disabled', 'SecuredByPerimeter'));

/** What happens to traffic that no rule names. */
export const defaultAction = maybe(word('Allow', 'Deny'));

/** What a rule of a firewall does: it can only let in. */
export const admits = maybe(word('Allow'));

/** The private endpoint connections of a target. */
export const privateEndpointConnections = maybeList({
  properties: object({
    groupIds: maybeTexts,
    privateEndpoint: maybe(object({ id: maybeText })),
    privateLinkServiceConnectionState: maybe(
      object({ status: maybe(word('Pending', 'Approved', 'Rejected', 'Disconnected', 'Timeout')) }),
    ),
  }),
});
