/** Workspaces of the preview ran on the gateway of the service. Rules: docs/rules.md#workspace-gateways-preview. */
import { say } from '../../model/text.ts';
import { workspacesOf } from '../workspaces-on-service-gateway/shared/workspaces.ts';

export const workspaceGatewaysPreview = workspacesOf({
  id: 'workspace-gateways-preview',
  title: say('Every workspace of the preview has a gateway'),
  retirement: 'workspaces-preview',
  order: 345,
  section: 'Workspaces preview breaking changes (June 2024)',
});
