/** What several requirements work out from the same thing in the same estate, worked out once. */
import type { Estate } from './estate.ts';

/**
 * The same function with a memory: an estate's answers do not change, so neither does what is found in it about an object or
 * under an id. `find` must be pure; what it throws is not remembered.
 */
export function perEstate<K, T>(find: (of: K, estate: Estate) => T): (of: K, estate: Estate) => T {
  const estates = new WeakMap<Estate, Map<K, { readonly found: T }>>();
  return (of, estate) => {
    let known = estates.get(estate);
    if (known === undefined) {
      known = new Map();
      estates.set(estate, known);
    }
    const before = known.get(of);
    if (before !== undefined) return before.found;
    const found = find(of, estate);
    known.set(of, { found });
    return found;
  };
}
