/** What our words mean: a card for each. Facts as on the page that each links. */

import { noticeCard } from '../../../cards/notice-card.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import type { Term } from '../../model/question.ts';
import { everything } from '../../model/scope.ts';
import { say, type Text } from '../../model/text.ts';
import type { AnswerRequest } from './answer-context.ts';

interface GlossaryEntry {
  readonly title: Text;
  readonly lines: readonly Text[];
  readonly link?: string;
}

const PAGES = 'https://learn.microsoft.com/azure';
const RETIREMENT = `${PAGES}/api-management/breaking-changes/trusted-service-connectivity-retirement-march-2026`;

const ENTRIES: Readonly<Record<Term, GlossaryEntry>> = {
  'trusted-access': {
    title: say('Trusted access (trusted service connectivity)'),
    lines: [
      say(
        "Key Vault, Storage and four more services let Microsoft services that they trust through their firewall. API Management's gateway was one of them, when it called with its system-assigned identity.",
      ),
      say(
        'Microsoft withdraws that for the gateway. Whoever relied on it needs another way: a private endpoint, a service endpoint with a rule for the subnet, or an address rule.',
      ),
    ],
    link: RETIREMENT,
  },
  flag: {
    title: say('The flag that switches trusted access off'),
    lines: [
      say(
        'A custom property of the instance. Set to true, its gateway uses trusted access no longer: so you can try out before the day what stops, and it tells Microsoft that you are done.',
      ),
      say(
        'Set it once nothing calls through trusted access any more; "what if the flag is set on" and a name shows what would stop.',
      ),
    ],
    link: `${RETIREMENT}#step-3-disable-trusted-service-connectivity-in-api-management-gateway`,
  },
  undecided: {
    title: say('Undecided'),
    lines: [
      say(
        'Something that decides could not be seen: a permission is missing, a call cannot be resolved, or Azure did not answer. It is not "ready" and not "not ready".',
      ),
      say(
        'Each such line says what would decide it: mostly the role Reader where something lives, or somebody who says what a call reaches.',
      ),
    ],
  },
  outage: {
    title: say('Outage'),
    lines: [
      say(
        'A requirement is not met and something stops because of it, or has stopped: calls fail, secrets are not read, the instance cannot be managed. One of these makes the verdict "not ready".',
      ),
    ],
  },
  unsupported: {
    title: say('Unsupported'),
    lines: [
      say(
        'A requirement is not met, but nothing stops because of that alone: it works today in a way that Microsoft does not support. The verdict is then "action needed".',
      ),
    ],
  },
  'action-needed': {
    title: say('Action needed'),
    lines: [say('Something is unsupported, and nothing stops because of it. It should be put right before it does.')],
  },
  'do-nothing': {
    title: say('If nothing is done'),
    lines: [
      say(
        'An instance that is ready stays as it is. On one that is not, the calls that rest on trusted access are expected to fail from the day of the retirement on, and stay so until they have another way.',
      ),
      say('Nothing is deleted, and every fix works after the day too.'),
    ],
    link: RETIREMENT,
  },
  downtime: {
    title: say('Downtime while it is being fixed'),
    lines: [
      say(
        'Rules of vaults and storage accounts, roles, private endpoints and policies are changed beside the running gateway. An order that takes nothing away before the new way works is the order of the fix plan.',
      ),
      say(
        'Where the virtual network of the instance itself is changed, API Management updates for 15 to 45 minutes; in the Developer tier it is down in that time, in the others it is not.',
      ),
    ],
    link: `${PAGES}/api-management/api-management-using-with-vnet`,
  },
  'private-endpoint': {
    title: say('Private endpoint'),
    lines: [
      say(
        'A network interface in a subnet of yours with which a resource such as a vault is reached inside the network, past its firewall. A private DNS zone has to lead the name of the resource there.',
      ),
    ],
    link: `${PAGES}/private-link/private-endpoint-overview`,
  },
  'service-endpoint': {
    title: say('Service endpoint'),
    lines: [
      say(
        'A setting of a subnet. With it a service such as Key Vault sees from which subnet a call comes, so that a virtual network rule of the resource can let that subnet in.',
      ),
    ],
    link: `${PAGES}/virtual-network/virtual-network-service-endpoints-overview`,
  },
  bypass: {
    title: say('Bypass for trusted services'),
    lines: [
      say(
        "The setting of a firewall that lets trusted Microsoft services in although no rule does. API Management's control plane still reads secrets and certificates of a key vault through it; the gateway no longer does.",
      ),
    ],
    link: RETIREMENT,
  },
  'managed-identity': {
    title: say('Managed identity'),
    lines: [
      say(
        'An identity of the instance that Azure keeps, without a password. System-assigned: its own, gone with it. User-assigned: a resource of its own that several may use. A firewall never lets a user-assigned one through as trusted.',
      ),
    ],
    link: `${PAGES}/api-management/api-management-howto-use-managed-service-identity`,
  },
  'network-security-perimeter': {
    title: say('Network security perimeter'),
    lines: [
      say(
        'A boundary around resources such as vaults and storage accounts. Once enforced it decides alone who comes in, and the bypass for trusted services no longer counts.',
      ),
    ],
    link: `${PAGES}/private-link/network-security-perimeter-concepts`,
  },
  'named-value': {
    title: say('Named value'),
    lines: [
      say(
        'A name and a value that policies use, such as a key. Its value may be a secret in a key vault, which API Management then reads.',
      ),
    ],
    link: `${PAGES}/api-management/api-management-howto-properties`,
  },
};

/** Explains a word. */
export function answerTerm(term: Term, { view }: AnswerRequest): CardMessage {
  const { title, lines, link } = ENTRIES[term];
  const source = link === undefined ? [] : [say('More: {link}', { link })];
  return noticeCard({
    title,
    lines: [...lines, ...source],
    actions: [
      { title: say('Who is not ready?'), action: { kind: 'fleet', scope: everything, only: 'unmet', place: 'new' } },
    ],
    view,
  });
}
