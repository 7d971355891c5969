/** What is merely not visible proves nothing: neither "ready" nor an outage. `docs/rules.md#absence` lists each place. */
import type { ArmResource } from '../../src/model/arm.ts';
import { type Estate, failed } from '../../src/model/estate.ts';
import { assessInMemory } from '../support/assess.ts';
import { healthy, healthyByDetours } from '../support/healthy.ts';
import { APIM } from '../support/resources.ts';

/** What stands in its parent's list comes with it: Azure gives no permission for it alone. */
const COMES_WITH_ITS_PARENT =
  /\/(?:namedValues|certificates|backends|loggers|apis|workspaces|accessRules|virtualNetworkLinks)\/[^/]+$/;

/** Nothing rests on these in the two estates: another proof stands beside, or they are read through what they hold. */
const NOT_NEEDED: readonly RegExp[] = [
  /\/profiles\/p$/,
  // A private endpoint lets in whatever the namespace's own rules say.
  /\/sb-prod\/networkRuleSets\/default$/,
];

const estates = { 'uses everything': healthy, 'is ready by detours': healthyByDetours };

function fails(resources: readonly ArmResource[], options: Parameters<typeof assessInMemory>[1]): readonly string[] {
  return assessInMemory(resources, options).findings.flatMap(({ requirement, items }) =>
    items.filter(({ status }) => status === 'fail').map(({ reason, subject }) => `${requirement} ${reason} ${subject}`),
  );
}

describe.each(Object.entries(estates))('an instance that %s', (_name, resources) => {
  const shown = (id: string) => id.slice(id.lastIndexOf('/providers/') + '/providers/'.length);
  const ids = resources.filter(({ id }) => !COMES_WITH_ITS_PARENT.test(id)).map(({ id }) => [shown(id), id] as const);

  it.each(ids)('where %s may not be read, is not said to fail', (_shown, id) => {
    expect(fails(resources, { denied: [id] })).toEqual([]);
  });

  it.each(ids.filter(([, id]) => !NOT_NEEDED.some((one) => one.test(id))))(
    'where %s may not be read, is undecided',
    (_shown, id) => {
      expect(assessInMemory(resources, { denied: [id] }).verdict).toBe('undecided');
    },
  );

  it.each(['namedValues', 'certificates', 'backends', 'loggers', 'apis', 'workspaces', 'allPolicies'])(
    'where the list of its %s may not be read or was cut, is undecided and not said to fail',
    (collection) => {
      for (const reason of ['FORBIDDEN', 'PAGE_CUT'] as const) {
        const options = { failing: { [`children:${APIM}/${collection}`.toLowerCase()]: reason } };
        expect(assessInMemory(resources, options).verdict).toBe('undecided');
        expect(fails(resources, options)).toEqual([]);
      }
    },
  );

  it.each([
    'virtualNetworkLinks',
    'addressRecords',
    'perimeterAssociations',
    'perimeterRules',
    'securityAdminRules',
    'virtualNetworkGateways',
    'recommendations',
    'healthEvents',
    'named',
  ] as const satisfies readonly (keyof Estate)[])(
    'where the answer about %s was cut, is not said to fail',
    (method) => {
      const wrap = (estate: Estate): Estate => ({ ...estate, [method]: () => failed('PAGE_CUT', 'ResultTruncated') });
      expect(fails(resources, { wrap })).toEqual([]);
    },
  );
});
