/** What several requirements work out from the same thing in the same estate, worked out once. */
import type { Estate } from './estate.ts';

/** What one function found, by what it was about. */
type FoundByKey<K, T> = Map<K, { readonly found: T }>;

/** Everything that was found in an estate, by the function that found it: one memory for each estate, which ends with it. */
const memories = new WeakMap<Estate, Map<object, FoundByKey<unknown, unknown>>>();

function memoryOf(estate: Estate): Map<object, FoundByKey<unknown, unknown>> {
  const known = memories.get(estate);
  if (known !== undefined) return known;
  const memory = new Map<object, FoundByKey<unknown, unknown>>();
  memories.set(estate, memory);
  return memory;
}

/**
 * The same function with a memory: an estate's answers do not change, so neither does what is found in it about an object or
 * under an id. `find` must be pure; what it throws is not remembered.
 */
export function perEstate<K, T>(find: (of: K, estate: Estate) => T): (of: K, estate: Estate) => T {
  return (of, estate) => {
    const memory = memoryOf(estate);
    // Under its own key a function finds nothing but what it put there.
    const known = (memory.get(find) as FoundByKey<K, T> | undefined) ?? new Map<K, { readonly found: T }>();
    const before = known.get(of);
    if (before !== undefined) return before.found;
    memory.set(find, known);
    const found = find(of, estate);
    known.set(of, { found });
    return found;
  };
}
