/** The service tag of each kind of target, as security rules and routes name its public end. Rules: docs/rules.md#network-rules, docs/rules.md#security-rules. */
import type { FlowEnd } from './sight.ts';
import type { TargetKind } from './target.ts';

/** Managed HSM has no tag that is documented, so it is no more than a part of the Internet. */
const TAGS: Readonly<Record<TargetKind, string>> = {
  'key-vault': 'AzureKeyVault',
  'managed-hsm': 'Internet',
  storage: 'Storage',
  'service-bus': 'ServiceBus',
  'event-hubs': 'EventHub',
  'container-registry': 'AzureContainerRegistry',
};

/** The public end of a target. */
export function publicEnd(kind: TargetKind): FlowEnd {
  return { tag: TAGS[kind] };
}
