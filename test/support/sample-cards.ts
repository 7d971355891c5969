/** Every card once, with believable content: for the tests that hold for all cards, and for looking at them. */
import { checkingCard } from '../../cards/checking-card.ts';
import { choiceCard } from '../../cards/choice-card.ts';
import { emptyEstateCard } from '../../cards/empty-estate-card.ts';
import { errorCard } from '../../cards/error-card.ts';
import { helpCard } from '../../cards/help-card.ts';
import { instancesCard } from '../../cards/instances-card.ts';
import type { CardMessage } from '../../cards/parts/elements.ts';
import { readinessCard } from '../../cards/readiness-card.ts';
import { suggestionCard } from '../../cards/suggestion-card.ts';
import { welcomeCard } from '../../cards/welcome-card.ts';
import type { CardView } from '../../cards/wording/writer.ts';
import type { Finding, Verdict } from '../../src/model/finding.ts';
import { say } from '../../src/model/text.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { assessment, discovered, finding, INSTANCE, item, oneOfEach, report, titles } from './report.ts';
import { armId, TENANT } from './resources.ts';
import { sampleAnswers } from './sample-answers.ts';
import { sampleReminderCards } from './sample-reminder-cards.ts';

export const view: CardView = { locale: 'en-GB', timeZone: 'UTC' };

/** The requirements of the main retirement as they are. */
export const sampleTitles = requirements
  .filter(({ retirement }) => retirement === 'trusted-service-connectivity')
  .toSorted((a, b) => a.order - b.order);

const STORAGE = armId('Microsoft.Storage/storageAccounts/stinvoices', 'rg-data');
const SUBNET = armId('Microsoft.Network/virtualNetworks/vnet-prod/subnets/snet-apim', 'rg-network');

const storageCall = item('fail', {
  subject: STORAGE,
  location: 'westeurope',
  reason: 'G-RELIES',
  message: say(
    'API orders, operation get-invoice calls stinvoices.blob.core.windows.net with the system-assigned identity, and nothing but trusted access let it through.',
  ),
  evidence: [
    {
      resource: STORAGE,
      property: 'properties.networkAcls.defaultAction',
      observed: 'Deny',
      expected: 'a rule for the subnet, or a private endpoint',
    },
    { resource: STORAGE, property: 'properties.networkAcls.bypass', observed: 'AzureServices' },
  ],
  fix: {
    title: say('Admit snet-apim to stinvoices'),
    portal: `https://portal.azure.com/#@${TENANT}/resource${STORAGE}/networking`,
    docs: 'https://learn.microsoft.com/azure/storage/common/storage-network-security-limitations',
    command: [
      '# 1. Look first: what is admitted today',
      'az storage account network-rule list -g rg-data --account-name stinvoices',
      '# 2. Admit the subnet (changes nothing else)',
      `az storage account network-rule add -g rg-data --account-name stinvoices --subnet ${SUBNET}`,
    ].join('\n'),
  },
});

const subnetItem = item('fail', {
  subject: SUBNET,
  location: 'westeurope',
  impact: 'unsupported',
  reason: 'ENDPOINT_MISSING',
  message: say('snet-apim has service endpoints to Storage and Sql, but none to Microsoft.KeyVault.'),
  evidence: [
    { resource: SUBNET, property: 'properties.serviceEndpoints', observed: 'Microsoft.Storage, Microsoft.Sql' },
  ],
  fix: {
    title: say('Add Microsoft.KeyVault to the service endpoints of snet-apim'),
    portal: `https://portal.azure.com/#@${TENANT}/resource${armId('Microsoft.Network/virtualNetworks/vnet-prod', 'rg-network')}/subnets`,
    docs: 'https://learn.microsoft.com/azure/api-management/virtual-network-reference#required-ports',
    command: [
      'KEEP=$(az network vnet subnet show -g rg-network --vnet-name vnet-prod -n snet-apim --query "serviceEndpoints[].service" -o tsv)',
      'az network vnet subnet update -g rg-network --vnet-name vnet-prod -n snet-apim --service-endpoints $KEEP Microsoft.KeyVault',
    ].join('\n'),
  },
});

const healthy = item('pass', { message: say('Rule AllowVnetOutBound of nsg-apim allows it.'), evidence: [] });

/** Fourteen findings as a real instance might have them. */
export const believable: readonly Finding[] = sampleTitles.map(({ id }) => {
  if (id === 'gateway-dependencies') return finding(id, storageCall, ...Array.from({ length: 12 }, () => storageCall));
  if (id === 'subnet-key-vault-endpoint') return finding(id, subnetItem);
  if (id === 'key-vault-network-access') {
    return finding(
      id,
      item('fail', { impact: 'unsupported', reason: 'BYPASS_ONLY', location: 'westeurope' }),
      item('fail', { impact: 'unsupported', reason: 'BYPASS_ONLY', location: 'northeurope' }),
    );
  }
  if (id === 'key-vault-refresh') {
    return finding(
      id,
      item('unknown', {
        reason: 'FORBIDDEN',
        message: say('Whether kv-partner was read last time is unknown: Reader on rg-partner would decide it.'),
      }),
    );
  }
  if (id === 'trusted-access-disabled') {
    return finding(
      id,
      item('fail', {
        subject: INSTANCE.id,
        impact: 'unsupported',
        reason: 'FLAG_NOT_SET',
        message: say(
          'The property DisableOverPrivilegedAccess is not set. Set it after the gateway depends on nothing.',
        ),
      }),
    );
  }
  if (id === 'key-vault-client-addresses') {
    return finding(
      id,
      item('warn', { reason: 'UNEXPLAINED_ADDRESS', message: say('kv-prod admits 203.0.113.7, which is not ours.') }),
    );
  }
  if (id === 'forced-tunnelling' || id === 'network-status') {
    return finding(
      id,
      item('not-applicable', { reason: 'NO_VNET', message: say('No virtual network.'), evidence: [] }),
    );
  }
  return finding(id, healthy);
});

const verdicts: readonly Verdict[] = ['not-ready', 'undecided', 'action-needed', 'ready'];

const judged: Readonly<Record<Verdict, readonly Finding[]>> = {
  'not-ready': believable,
  undecided: believable.filter((one) => one.status !== 'fail'),
  'action-needed': believable.filter((one) => one.impact !== 'outage' && one.status !== 'unknown'),
  ready: believable.filter((one) => one.status === 'pass' || one.status === 'warn'),
};

const twins = [
  discovered('apim-shared', { resourceGroup: 'rg-api' }),
  discovered('apim-shared', { resourceGroup: 'rg-test', subscriptionName: 'Contoso Test', location: 'northeurope' }),
];
const examples = ['is apim-prod ready for March 2026?', 'check apim-dev', 'list instances'];

/** What brings a list again. */
const again = { kind: 'ask', question: 'list all instances' } as const;

/** Every card by the name of its picture or snapshot, as one reader sees it. */
export function sampleCardsFor(view: CardView): Readonly<Record<string, CardMessage>> {
  return {
    ...Object.fromEntries(
      verdicts.map((verdict) => [
        `readiness-${verdict}`,
        readinessCard({
          assessment: assessment([report(judged[verdict], { verdict })]),
          requirements: sampleTitles,
          month: '2026-03',
          view,
        }),
      ]),
    ),
    'readiness-one-of-each': readinessCard({ assessment: assessment([oneOfEach]), requirements: titles, view }),
    'readiness-partial': readinessCard({
      assessment: assessment([report(judged.undecided, { verdict: 'undecided' })], { partial: true }),
      requirements: sampleTitles,
      view,
    }),
    'readiness-no-retirement': readinessCard({
      assessment: assessment([]),
      requirements: titles,
      month: '2031-06',
      view,
    }),
    checking: checkingCard({ name: 'apim-prod', view }),
    'checking-progress': checkingCard({ name: 'apim-prod', progress: { scanned: 40, known: 220 }, view }),
    choice: choiceCard({ name: 'apim-shared', instances: twins, month: '2026-03', again, view }),
    'unknown-instance': suggestionCard({
      kind: 'unknown-instance',
      name: 'apim-pord',
      nearest: [discovered('apim-prod'), discovered('apim-prod2')],
      view,
    }),
    'unknown-instance-alone': suggestionCard({ kind: 'unknown-instance', name: 'zzz', nearest: [], view }),
    'not-understood': suggestionCard({ kind: 'not-understood', examples, view }),
    'unknown-month': suggestionCard({
      kind: 'unknown-month',
      month: '2031-06',
      known: ['2026-03'],
      instance: discovered('apim-prod'),
      view,
    }),
    instances: instancesCard({
      instances: ['apim-prod', 'apim-dev', 'apim-partner', 'apim-shared'].map((name) => discovered(name)),
      again,
      view,
    }),
    'instances-many': instancesCard({
      instances: Array.from({ length: 50 }, (_, index) => discovered(`apim-${index + 1}`)),
      again,
      view,
    }),
    'empty-estate': emptyEstateCard({
      visibility: 'whole',
      retry: { kind: 'ask', question: 'list all instances' },
      view,
    }),
    'empty-estate-listed': emptyEstateCard({
      visibility: 'listed',
      retry: { kind: 'ask', question: 'list all instances' },
      view,
    }),
    'error-azure': errorCard({
      cause: 'azure',
      about: 'apim-prod',
      retry: { kind: 'check', instance: INSTANCE.id },
      view,
    }),
    'error-ours': errorCard({ cause: 'ours', reference: 'f:8f1c', view }),
    welcome: welcomeCard({ examples, mention: false, view }),
    'welcome-channel': welcomeCard({ examples, mention: true, view }),
    help: helpCard({ instance: 'apim-prod', months: ['2026-03', '2027-09'], view }),
    ...sampleReminderCards(view),
    ...sampleAnswers({ findings: believable, titles: sampleTitles, view }),
  };
}

/** The same in English. */
export const sampleCards = sampleCardsFor(view);
