/** Builders of a network security perimeter with one profile, and of what it holds and lets in. */
import type { ArmResource } from '../../src/model/arm.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { armId, resource } from './resources.ts';

export const PERIMETER = armId('Microsoft.Network/networkSecurityPerimeters/nsp1', 'rg-perimeter');
export const PROFILE = `${PERIMETER}/profiles/profile1`;

/** The profile itself. */
export const profile = resource(PROFILE, { properties: {} });

/** The association of a target with the profile. */
export function association(
  { resource: { id } }: { readonly resource: Pick<ArmResource, 'id'> },
  accessMode: string | undefined,
): ArmResource {
  return resource(`${PERIMETER}/resourceAssociations/a1`, {
    properties: {
      privateLinkResource: { id },
      profile: { id: PROFILE },
      ...(accessMode === undefined ? {} : { accessMode }),
      hasProvisioningIssues: 'no',
    },
  });
}

/** An inbound rule of the profile. */
export function perimeterRule(properties: JsonObject, name = 'r1'): ArmResource {
  return resource(`${PROFILE}/accessRules/${name}`, { properties: { direction: 'Inbound', ...properties } });
}
