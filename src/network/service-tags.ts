/** The public end of each kind of target, as security rules and routes name it. Rules: docs/rules.md#network-rules, docs/rules.md#security-rules. */
import { services, type TargetKind } from '../model/services.ts';

/** The public end of a target. */
export function publicEnd(kind: TargetKind): { readonly tag: string } {
  return { tag: services[kind].tag };
}
