/** What the tests of the other retirements share: parts of an instance, and reads that fail. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { APIM, apim, resource } from '../support/resources.ts';
import type { SubjectOptions } from '../support/subject.ts';

/** Something that belongs to the instance. */
export const child = (path: string, properties: JsonObject): ArmResource => resource(`${APIM}/${path}`, { properties });

/** So many of one kind. */
export const many = (path: string, count: number): readonly ArmResource[] =>
  Array.from({ length: count }, (_, index) => child(`${path}/${path}-${index}`, {}));

/** An instance of a tier. */
export const tier = (name: string): ArmResource => apim({}, { sku: { name, capacity: 1 } });

/** Options under which a list of the instance may not be read. */
export const failing = (collection: string): SubjectOptions => ({
  failing: { [`children:${APIM}/${collection}`.toLowerCase()]: 'FORBIDDEN' },
});

/** Options under which something of the instance may not be read. */
export const denied = (path: string): SubjectOptions => ({ denied: [`${APIM}/${path}`] });

/** A workspace, a gateway of its own, and the link from one to the other. */
export const workspace = child('workspaces/team', {});
const GATEWAY = '/subscriptions/s/resourceGroups/g/providers/Microsoft.ApiManagement/gateways/gw';
export const gateway = resource(GATEWAY, {
  location: 'West Europe',
  sku: { name: 'WorkspaceGatewayPremium' },
  properties: { virtualNetworkType: 'None' },
});
export const link = child('workspaceLinks/team', { workspaceId: workspace.id, gateways: [{ id: GATEWAY }] });
