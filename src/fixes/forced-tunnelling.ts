/** How forced tunnelling spares the control plane. Rules: docs/rules.md#fixes. */
import type { ArmResource } from '../model/arm.ts';
import type { Fix } from '../model/finding.ts';
import { say } from '../model/text.ts';
import type { RouteTable } from '../network/route-table.ts';
import { docs } from './docs.ts';
import { fixFromChanges } from './fix-from-changes.ts';
import { type PortalContext, portalLink } from './portal-links.ts';

function routesPage(context: PortalContext, table: ArmResource): Pick<Fix, 'portal' | 'docs' | 'order'> {
  return { portal: portalLink(context, table.id, 'routes'), docs: docs.forcedTunnelling, order: 60 };
}

/** A route name that is free: creating a route under a name that exists would replace it. */
function freeName(table: RouteTable): string {
  const base = 'apim-control-plane';
  const names = new Set(table.routes.map((route) => route.name.toLowerCase()));
  const candidates = [base, ...table.routes.map((_, index) => `${base}-${index + 2}`)];
  return candidates.find((name) => !names.has(name)) ?? base;
}

/** Sends the answers to the management endpoint straight back. */
export function addControlPlaneRoute(context: PortalContext, table: RouteTable, resource: ArmResource): Fix {
  const title = say('Add a route for the service tag ApiManagement with next hop Internet to {table}', {
    table: resource.name,
  });
  return fixFromChanges({ ...routesPage(context, resource), title }, [
    { kind: 'add-route', table: resource.id, name: freeName(table), prefix: 'ApiManagement', nextHop: 'Internet' },
  ]);
}

/** A route for ApiManagement exists and leads elsewhere, or the default route leads nowhere: somebody meant that, so in words. */
export function changeRoute(context: PortalContext, resource: ArmResource, route: string): Fix {
  return {
    ...routesPage(context, resource),
    title: say('Change the next hop of the route {route} in {table}, so that the control plane is reached', {
      route,
      table: resource.name,
    }),
  };
}

/** External mode and a default route into a tunnel do not go together. In words: which of the two stays, only the owner knows. */
export function separateClientsFromTunnel(context: PortalContext, resource: ArmResource): Fix {
  return {
    ...routesPage(context, resource),
    title: say(
      'Take the default route of {table} off this subnet, or use Internal mode behind a gateway for the clients',
      { table: resource.name },
    ),
  };
}
