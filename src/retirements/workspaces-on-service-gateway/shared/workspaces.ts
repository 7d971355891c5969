/** Which workspaces of an instance have a gateway of their own. */
import { manualStep } from '../../../fixes/manual-step.ts';
import { unreadItem, unreadService } from '../../../fixes/unread-item.ts';
import { mayHaveWorkspaces, tierOf } from '../../../instance/tier.ts';
import { workspaceGateways } from '../../../instance/workspace-gateways.ts';
import type { Item } from '../../../model/finding.ts';
import type { Requirement, Subject } from '../../../model/requirement.ts';
import { type Retirement, retirementOf } from '../../../model/retirement.ts';
import { say, type Text } from '../../../model/text.ts';

/** What tells the two announcements about workspaces of the preview apart. */
export interface WorkspaceRetirement extends Pick<Requirement, 'id' | 'title' | 'retirement' | 'order'> {
  /** The part of Microsoft's page. */
  readonly section: string;
}

/** The requirement that every workspace has a gateway of its own. */
export function workspacesOf({ section, ...rest }: WorkspaceRetirement): Requirement {
  const retirement = retirementOf(rest.retirement);
  return {
    ...rest,
    titles: {
      fail: say('A workspace has no gateway'),
      unknown: say('Which workspaces have a gateway is not known'),
      warn: say('A workspace has no gateway of its own'),
    },
    why: say(
      'Microsoft announced that such workspaces stop, and has taken that back in part: worth a look, never a verdict.',
    ),
    source: { title: 'Azure API Management breaking changes', section, url: retirement.docs },
    check: (subject) => judgeWorkspaces(subject, retirement),
  };
}

/** One item for each workspace; never worse than a warning. */
function judgeWorkspaces(subject: Subject, retirement: Retirement): readonly Item[] {
  const read = subject.estate.resource(subject.instance.id);
  if (!read.ok) return [unreadService(subject, read)];
  const service = read.value;
  const id = `${service.id}/workspaces`;
  const none = (message: Text): readonly Item[] => [
    { subject: id, status: 'not-applicable', reason: 'FEATURE_NOT_USED', message, evidence: [] },
  ];
  if (!mayHaveWorkspaces(tierOf(service))) return none(say('This tier has no workspaces.'));
  const workspaces = subject.estate.children(service.id, 'workspaces');
  if (!workspaces.ok) return [unreadItem(subject, id, say('The list of workspaces'), workspaces)];
  if (workspaces.value.length === 0) return none(say('There is no workspace.'));
  const gateways = workspaceGateways(service, subject.estate);
  const unread = gateways.unread.map(({ id: place, read: failure }) =>
    unreadItem(subject, place, say('The gateways of the workspaces'), failure),
  );
  if (unread.length > 0) return unread;
  return workspaces.value.map((workspace) => {
    const own = gateways.of(workspace.name);
    const evidence = [
      {
        resource: workspace.id,
        property: 'workspaceLinks[].properties.gateways',
        observed: own === 'own' ? 'none' : own.map(({ name }) => name).join(', '),
        expected: 'a gateway',
      },
    ];
    const { name } = workspace;
    if (own !== 'own') {
      return {
        subject: workspace.id,
        status: 'pass',
        message: say('{name} has a gateway of its own.', { name }),
        evidence,
      };
    }
    return {
      subject: workspace.id,
      status: 'warn',
      reason: 'WORKSPACE_WITHOUT_GATEWAY',
      message: say('{name} runs on the gateway of the service, which Microsoft had announced to end.', { name }),
      evidence,
      fix: manualStep(
        subject,
        say('Find out when the workspace was made, and give it a gateway if it is from the preview'),
        retirement,
      ),
    };
  });
}
