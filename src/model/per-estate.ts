/** What several requirements work out from the same instance in the same estate, worked out once. */
import type { ArmResource } from './arm.ts';
import type { Estate } from './estate.ts';

/**
 * The same function with a memory: an estate's answers do not change, so neither does what is found in it. `find` must be
 * pure; what it throws is not remembered.
 */
export function perEstate<T extends object>(
  find: (service: ArmResource, estate: Estate) => T,
): (service: ArmResource, estate: Estate) => T {
  const estates = new WeakMap<Estate, WeakMap<ArmResource, T>>();
  return (service, estate) => {
    const services = estates.get(estate) ?? new WeakMap<ArmResource, T>();
    estates.set(estate, services);
    const found = services.get(service) ?? find(service, estate);
    services.set(service, found);
    return found;
  };
}
