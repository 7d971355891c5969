/** Pure functions of one object that are worked out once for it: the same answer of Azure is judged in many rounds, rows and places. */

/**
 * The same function with a memory that ends with the object. `find` must be pure, and its object must never change; what it
 * throws is not remembered.
 */
export function remembered<K extends object, V>(find: (of: K) => V): (of: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (of) => {
    const before = known.get(of);
    if (before !== undefined) return before.value;
    const value = find(of);
    known.set(of, { value });
    return value;
  };
}

/** The same for a function that also takes a word or two which say how: one of few for each object. */
export function rememberedBy<K extends object, W, V>(find: (of: K, by: W) => V): (of: K, by: W) => V {
  const each = remembered((_of: K) => new Map<W, { readonly value: V }>());
  return (of, by) => {
    const known = each(of);
    const before = known.get(by);
    if (before !== undefined) return before.value;
    const value = find(of, by);
    known.set(by, { value });
    return value;
  };
}

/** A value that is worked out when it is asked for the first time; what that throws is thrown each time. */
export function once<T>(find: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: find() };
    return known.value;
  };
}
