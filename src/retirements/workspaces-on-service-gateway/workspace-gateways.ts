/** Workspaces of the preview ran on the gateway of the service. Rules: docs/rules.md#workspace-gateways. */
import { say } from '../../model/text.ts';
import { workspacesOf } from './shared/workspaces.ts';

export const workspaceGateways = workspacesOf({
  id: 'workspace-gateways',
  title: say('Every workspace has a gateway of its own'),
  retirement: 'workspaces-on-service-gateway',
  order: 377,
  section: 'Workspaces preview breaking changes, part 2 (March 2025)',
});
