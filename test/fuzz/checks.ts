/** What must hold of every estate, whoever makes it: for `npm test` with a few, for `npm run fuzz` with as many as time allows. */
import fc from 'fast-check';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Report } from '../../src/model/finding.ts';
import { reasons } from '../../src/model/reasons.ts';
import { assessInMemory } from '../support/assess.ts';
import { fieldEstates } from '../support/estates.ts';
import { healthy, healthyByDetours } from '../support/healthy.ts';
import { damaged, othersThan, type Place, placesOf, placeText, valueAt } from './damage.ts';
import { estateOfPlan, type Plan, plans } from './generate.ts';
import { harms } from './harms.ts';

/** A property to try with generated values. */
export interface Check {
  readonly name: string;
  /** How many are tried in `npm test`. */
  readonly runs: number;
  readonly property: fc.IProperty<unknown>;
}

/** What is wrong with a report whatever it says: a check that broke down, or an `unknown` that nothing can end. */
function brokenDown(report: Report): readonly string[] {
  const down = report.findings
    .filter(({ items }) => items.length === 0 || items.some(({ reason }) => reason === 'CHECK_FAILED'))
    .map(({ requirement }) => `${requirement} broke down`);
  return [...down, ...endless(report)];
}

/** The `unknown` items whose cause has no sentence for what would decide it. */
export function endless(report: Report): readonly string[] {
  return report.findings.flatMap(({ requirement, items }) =>
    items
      .filter(({ status }) => status === 'unknown')
      .filter(({ reason }) => reasons.find(({ code }) => code === reason)?.decides == null)
      .map(({ reason }) => `${requirement}: nothing decides ${reason}`),
  );
}

function unexpected(report: Report): string {
  return report.findings
    .flatMap(({ requirement, items }) =>
      items
        .filter(({ status }) => status === 'fail' || status === 'unknown')
        .map(({ status, reason, subject }) => `${requirement} ${status} ${reason} ${subject}`),
    )
    .join('\n');
}

function hold(report: Report, ready: boolean, what: string): void {
  const wrong = brokenDown(report);
  if (wrong.length > 0) throw new Error(`${what}: ${wrong.join(', ')}`);
  if (ready !== (report.verdict === 'ready')) throw new Error(`${what}: ${report.verdict}\n${unexpected(report)}`);
}

/** A harm that applies to a plan. */
const harmed = plans.chain((plan) => {
  const estate = estateOfPlan(plan);
  const names = Object.keys(harms).filter((name) => harms[name]?.(estate, plan) !== undefined);
  return fc.record({ plan: fc.constant(plan), harm: fc.constantFrom(...names) });
});

function harm({ plan, harm: name }: { readonly plan: Plan; readonly harm: string }) {
  const result = harms[name]?.(estateOfPlan(plan), plan);
  if (result === undefined) throw new Error(`${name} does not apply`);
  return result;
}

/** One value of an estate, and one of another type to put there. */
function damageIn(
  resources: readonly ArmResource[],
): fc.Arbitrary<{ place: Place; value: ReturnType<typeof valueAt> }> {
  return fc
    .constantFrom(...placesOf(resources))
    .chain((place) => fc.constantFrom(...othersThan(valueAt(resources, place))).map((value) => ({ place, value })));
}

/** Nothing in these two estates rests on a field that fits one of these: told only, or there is another proof. */
const DECIDES_NOTHING: readonly RegExp[] = [
  // The flag may be a boolean too, although Azure documents a text.
  /DisableOverPrivilegedAccess$/,
  / sku\.capacity$/,
  / properties\.(?:provisioningState|privateIPAddresses.*|publisherEmail|format|displayName|path|protocol|subject|thumbprint)$/,
  / properties\.hostnameConfigurations\.\d\.type$/,
  // Where a network, a rule or a zone is stored says nothing about where it works.
  /^(?:virtualNetworks|networkSecurityGroups|routeTables|natGateways|publicIPAddresses|private\w+)\S* location$/,
  / properties\.subnets\.\d\.properties\.serviceEndpoints\.\d\.locations/,
  / properties\.virtualNetworkPeerings\.\d\.(?:id|name)$/,
  /\.dnsServers/,
  // A vault's tier and the address in its own words.
  /^vaults\S* properties\.(?:tenantId|vaultUri|sku.*)$/,
  // These targets are reached by a private endpoint or a perimeter, whatever their own firewall says.
  /^(?:storageAccounts|namespaces)\/(?:stprod|sb-prod) (?:sku|properties\.(?:publicNetworkAccess|networkAcls|primaryEndpoints|serviceBusEndpoint)).*$/,
  /^namespaces\/networkRuleSets\/default properties/,
  /^namespaces\/evh-prod properties\.serviceBusEndpoint$/,
  / properties\.privateEndpointConnections\.\d\.id$/,
  / properties\.customDnsConfigs\.\d\.fqdn$/,
  /^privateDnsZones\/privatelink\S* properties$/,
  / properties\.registrationEnabled$/,
  /\.hasProvisioningIssues$/,
  /^networkSecurityPerimeters\/profiles\/p properties$/,
  // The named value stands in a vault, so that it is secret either way; the logger has a resource id.
  /^service\/namedValues\/secret properties\.secret$/,
  /^service\/loggers\/audit properties\.credentials\.(?:endpointAddress|name)$/,
  // A backend that nothing uses is a warning at worst, and a region that is switched off is not judged.
  /^service\/backends\/store properties/,
  /^service\/apim-prod properties\.additionalLocations\.1\.location$/,
  /^service\/workspaces\/team properties/,
];

function checkDamageOfHealthy(name: string, resources: readonly ArmResource[]): Check {
  return {
    name: `a damaged field of ${name} costs "ready", but for those that decide nothing`,
    runs: 40,
    property: fc.property(damageIn(resources), ({ place, value }) => {
      if (value === undefined) return;
      const where = placeText(resources, place);
      const report = assessInMemory(damaged(resources, place, value));
      if (report.verdict === 'ready' && DECIDES_NOTHING.some((one) => one.test(where))) {
        hold(report, true, where);
      } else hold(report, false, `${where} became ${JSON.stringify(value)}`);
    }),
  };
}

function notReadyInTheField(): readonly {
  readonly name: string;
  readonly resources: readonly ArmResource[];
  readonly denied: readonly string[];
}[] {
  return fieldEstates().filter(
    ({ resources, denied }) => assessInMemory(resources, { denied, id: idOf(resources) }).verdict !== 'ready',
  );
}

function idOf(resources: readonly ArmResource[]): string {
  return (
    resources.find(({ name, type }) => name === 'apim-prod' && /^microsoft\.apimanagement\/service$/i.test(type))?.id ??
    ''
  );
}

/** Everything that is tried. */
export function checks(): readonly Check[] {
  const field = notReadyInTheField();
  return [
    {
      name: 'a generated instance in which every call has a way is ready',
      runs: 60,
      property: fc.property(plans, (plan) => hold(assessInMemory(estateOfPlan(plan)), true, JSON.stringify(plan))),
    },
    {
      name: 'a harmful change costs "ready"',
      runs: 120,
      property: fc.property(harmed, (one) => {
        const { resources, denied = [] } = harm(one);
        hold(assessInMemory(resources, { denied }), false, JSON.stringify(one));
      }),
    },
    {
      name: 'damage to an instance that is not ready never makes it so',
      runs: 60,
      property: fc.property(
        harmed.chain((one) => damageIn(harm(one).resources).map((damage) => ({ one, ...damage }))),
        ({ one, place, value }) => {
          const { resources, denied = [] } = harm(one);
          if (value === undefined) return;
          const report = assessInMemory(damaged(resources, place, value), { denied });
          hold(
            report,
            false,
            `${JSON.stringify(one)} and ${placeText(resources, place)} became ${JSON.stringify(value)}`,
          );
        },
      ),
    },
    {
      name: 'damage to an estate of the field that is not ready never makes it so',
      runs: 60,
      property: fc.property(
        fc
          .constantFrom(...field)
          .chain((estate) => damageIn(estate.resources).map((damage) => ({ estate, ...damage }))),
        ({ estate: { name, resources, denied }, place, value }) => {
          if (value === undefined) return;
          const report = assessInMemory(damaged(resources, place, value), { denied, id: idOf(resources) });
          hold(report, false, `${name}: ${placeText(resources, place)} became ${JSON.stringify(value)}`);
        },
      ),
    },
    checkDamageOfHealthy('the instance that uses everything', healthy),
    checkDamageOfHealthy('the instance that is ready by detours', healthyByDetours),
  ];
}
