/** A resource of one of the six services, as it is called. Rules: docs/rules.md#calls. */
import type { ArmResource } from '../model/arm.ts';
import type { TargetKind } from '../model/services.ts';

/** A resource that is called, and how it is addressed. */
export interface Target {
  readonly kind: TargetKind;
  readonly resource: ArmResource;
  /** Private link sub-resource: vault, managedhsm, blob, queue, table, file, dfs, web, namespace, registry. */
  readonly groupId: string;
  /** The host that the call names, lower case. */
  readonly host: string;
  /** TCP ports that the call may use; 443 unless told. */
  readonly ports?: readonly number[];
}
