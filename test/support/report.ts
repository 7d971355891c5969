/** Reports made by hand, with the smallest finding that is valid. A test changes only what it is about. */
import { fixFromChanges } from '../../src/fixes/fix-from-changes.ts';
import type { Change } from '../../src/model/change.ts';
import type {
  Conclusion,
  Finding,
  Impact,
  Instance,
  Item,
  ItemFacts,
  Report,
  Status,
  TriedChange,
} from '../../src/model/finding.ts';
import type { ReasonCode } from '../../src/model/reasons.ts';
import type { Requirement } from '../../src/model/requirement.ts';
import { say, type Text } from '../../src/model/text.ts';
import type { Assessment, DiscoveredInstance } from '../../src/readiness/assessor.ts';
import { fixPlan } from '../../src/readiness/fix-plan.ts';
import type { Plan } from '../../src/readiness/plan.ts';
import { APIM, armId, SUBSCRIPTION, TENANT } from './resources.ts';

export const INSTANCE: Instance = {
  id: APIM,
  name: 'apim-prod',
  resourceGroup: 'rg-api',
  subscriptionId: SUBSCRIPTION,
  location: 'westeurope',
  sku: 'Premium',
};

const VAULT = armId('Microsoft.KeyVault/vaults/kv-prod', 'rg-secrets');

const CHANGES: readonly Change[] = [{ kind: 'allow-trusted-services', vault: VAULT }];

/** What an item may be given beside its status. */
export type ItemParts = Partial<ItemFacts> & { readonly reason?: ReasonCode; readonly impact?: Impact };

/** The conclusion of a status: a failure is an outage, and a cause where one is needed is any. */
function concluded(status: Status, reason?: ReasonCode, impact: Impact = 'outage'): Conclusion {
  if (status === 'fail') return { status, impact, reason: reason ?? 'NO_PERMISSION' };
  if (status === 'warn' || status === 'unknown') return { status, reason: reason ?? 'NO_PERMISSION' };
  return reason === undefined ? { status } : { status, reason };
}

/** An item about the vault kv-prod; a fail or warn has a fix with a command. */
export function item(status: Status, { reason, impact, ...rest }: ItemParts = {}): Item {
  return {
    subject: VAULT,
    ...concluded(status, reason, impact),
    message: say('{vault} admits the gateway by the trusted-services bypass alone.', { vault: 'kv-prod' }),
    evidence: [
      { resource: VAULT, property: 'properties.networkAcls.bypass', observed: 'AzureServices', expected: 'a rule' },
    ],
    ...(status === 'fail' || status === 'warn'
      ? {
          fix: fixFromChanges(
            {
              title: say('Admit the subnet of the gateway to {vault}', { vault: 'kv-prod' }),
              portal: `https://portal.azure.com/#@${TENANT}/resource${VAULT}/networking`,
              docs: 'https://learn.microsoft.com/azure/key-vault/general/network-security',
              order: 40,
            },
            CHANGES,
          ),
        }
      : {}),
    ...rest,
  };
}

/** A finding; its status and impact are those of its first item. */
export function finding(requirement: string, ...items: readonly Item[]): Finding {
  const [worst] = items;
  const impact: { impact?: Impact } = worst?.impact === undefined ? {} : { impact: worst.impact };
  return { requirement, status: worst?.status ?? 'unknown', ...impact, items };
}

/** A report of apim-prod for the retirement of 15 March 2026. */
export function report(findings: readonly Finding[], rest: Partial<Report> = {}): Report {
  return {
    instance: INSTANCE,
    retirement: 'trusted-service-connectivity',
    effective: '2026-03-15',
    verdict: 'not-ready',
    scanned: { policies: 12, backends: 3, loggers: 1, namedValues: 9, certificates: null },
    notes: [],
    findings,
    ...rest,
  };
}

/** The plan that a try would give, without an estate to try it on: the last step makes it ready. */
export function planOnPaper(of: Report): Plan {
  const steps = fixPlan([of]).map((step, index, { length }) => ({
    ...step,
    changes: CHANGES,
    roles: ['Network Contributor'],
    before: [],
    byHand: [],
    after: index === length - 1 ? ('ready' as const) : of.verdict,
  }));
  return { now: of.verdict, steps, after: steps.length > 0 ? 'ready' : of.verdict, remains: [], undecided: [] };
}

/** An assessment on 22 November 2026, by the bot's own identity. */
export function assessment(reports: readonly Report[], rest: Partial<Assessment> = {}): Assessment {
  return {
    checkedAt: '2026-11-22T10:03:00Z',
    today: '2026-11-22',
    reports,
    plans: reports.map(planOnPaper),
    restsOn: [],
    checkedAs: "the bot's identity (Reader)",
    partial: false,
    ...rest,
  };
}

/** One finding of each status, in an order that is not the order of a card. */
export const oneOfEach: Report = report([
  finding('met', item('pass', { message: say('The subnet may reach {tag}.', { tag: 'AzureKeyVault' }), evidence: [] })),
  finding('worth-a-look', item('warn', { reason: 'FLAG_NOT_SET' })),
  finding('unsupported', item('fail', { impact: 'unsupported', reason: 'BYPASS_ONLY', location: 'westeurope' })),
  finding('unseen', item('unknown', { reason: 'FORBIDDEN', message: say('The network rules could not be read.') })),
  finding('outage', item('fail', { impact: 'outage', reason: 'G-RELIES' })),
  finding('not-applicable', item('not-applicable', { reason: 'NO_VNET', message: say('No virtual network.') })),
]);

/** A requirement's titles: one sentence in every state, unless others are given. */
export function titled(id: string, title: Text, others: Partial<Requirement['titles']> = {}) {
  return { id, title, titles: { fail: title, unknown: title, warn: title, ...others } };
}

/** A requirement about trusted access that checks what a test says. */
export function requirement(id: string, order: number, check: Requirement['check']): Requirement {
  return {
    ...titled(id, say('Met')),
    why: say('Why'),
    retirement: 'trusted-service-connectivity',
    order,
    source: { title: 't', section: 's', url: 'https://learn.microsoft.com/' },
    check,
  };
}

/** Titles for `oneOfEach`. */
export const titles = [
  titled('met', say('The subnet may reach AzureKeyVault')),
  titled('worth-a-look', say('Trusted access is switched off in the gateway'), {
    warn: say('Trusted access is not switched off, though nothing needs it'),
  }),
  titled('unsupported', say('Every key vault has a supported network access option'), {
    fail: say('A key vault has no supported network access option'),
  }),
  titled('unseen', say('Every key vault reference was last read successfully'), {
    unknown: say('How the last reads from the key vaults went is not known'),
  }),
  titled('outage', say('The gateway reaches every Azure service it calls without trusted access'), {
    fail: say('Calls of the gateway have no way to an Azure service'),
  }),
  titled('not-applicable', say('Forced tunnelling does not cut the control plane')),
];

/** An instance as it is listed; ids follow the name and the group. */
export function discovered(name: string, rest: Partial<DiscoveredInstance> = {}): DiscoveredInstance {
  const resourceGroup = rest.resourceGroup ?? 'rg-api';
  return {
    ...INSTANCE,
    id: armId(`Microsoft.ApiManagement/service/${name}`, resourceGroup),
    name,
    tenantId: TENANT,
    subscriptionName: 'Contoso Production',
    tags: {},
    ...rest,
  };
}

/** What is judged on a copy on which the flag is set, where nothing else becomes otherwise. */
export function switchedOff(findings: readonly Finding[]): TriedChange {
  const others = findings.filter(({ requirement }) => requirement !== 'trusted-access-disabled');
  return {
    change: 'trusted-access-off',
    findings: [...others, finding('trusted-access-disabled', item('pass'))],
    verdict: 'not-ready',
    changes: [{ kind: 'disable-trusted-access', service: INSTANCE.id }],
  };
}
