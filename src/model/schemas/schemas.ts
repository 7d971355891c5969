/**
 * One schema for each type of resource that is judged: exactly the fields that judges read, with the type that Azure
 * documents for them. A resource of another type decides nothing by its fields.
 */
import type { GenericSchema } from 'valibot';
import { apiManagement, diagnosticSetting } from './api-management.ts';
import { network } from './network.ts';
import { targets } from './targets.ts';

function under(provider: string, schemas: Readonly<Record<string, GenericSchema>>): readonly [string, GenericSchema][] {
  return Object.entries(schemas).map(([type, schema]) => [`${provider}/${type}`, schema]);
}

/** Every schema, by type in lower case. */
export const schemas: ReadonlyMap<string, GenericSchema> = new Map<string, GenericSchema>([
  ...under('microsoft.apimanagement', apiManagement),
  ...under('microsoft.network', network),
  ...Object.entries(targets),
  ['microsoft.insights/diagnosticsettings', diagnosticSetting],
]);

/** The schema of a type, any case; undefined for one whose fields decide nothing. A workspace's children are those of a service. */
export function schemaOf(type: string): GenericSchema | undefined {
  return schemas.get(type.toLowerCase().replace('service/workspaces/', 'service/'));
}
