/**
 * Sharing queries changes what is sent, never what is found: verdicts with sharing on and off, over every
 * estate of the field too; also where queries fail. CI alone runs it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fleetEstate } from '../../bench/fleet-estate.ts';
import { sampleEstate } from '../../src/demo/sample-estate/index.ts';
import type { LoggedRequest } from '../../src/simulator/request-log.ts';
import { bothWays } from '../azure/both-ways.ts';
import { healthy, healthyByDetours } from '../support/healthy.ts';
import { TENANT } from '../support/resources.ts';

jest.setTimeout(120_000);

const estates: readonly (readonly [string, () => string])[] = [
  ['the demo', () => JSON.stringify(sampleEstate('2026-11-28'))],
  ['a healthy instance', () => JSON.stringify({ tenantId: TENANT, resources: healthy })],
  ['a healthy instance by detours', () => JSON.stringify({ tenantId: TENANT, resources: healthyByDetours })],
  ['five instances in networks of their own', () => JSON.stringify(fleetEstate({ instances: 5, subscriptions: 3 }))],
];

const field = ['estates', 'damaged'].flatMap((folder) =>
  readdirSync(`test/field/${folder}`)
    .filter((name) => name.endsWith('.json'))
    .map((name): readonly [string, () => string] => {
      const file = `test/field/${folder}/${name}`;
      return [file, () => readFileSync(file, 'utf8')];
    }),
);

describe('sharing queries finds the same', () => {
  it.each([...estates, ...field])('in %s', async (_, text) => {
    const { alone, shared } = await bothWays(text(), []);
    expect(alone.length).toBeGreaterThan(0);
    expect(shared).toEqual(alone);
  });

  const fleet = JSON.stringify(fleetEstate({ instances: 5, subscriptions: 3 }));

  /** A query that asks for what belongs to one instance of the five, whether or not for more beside it. */
  const asksFor = (name: string) => (request: LoggedRequest) => request.kql?.includes(name) === true;
  const kinds = ['500', 'cut', 'malformed', 'truncated', '429'] as const;

  it.each(kinds)(
    'where every query that asks for one vault ends in %s, and the other instances do not notice',
    async (kind) => {
      const { alone, shared } = await bothWays(fleet, [{ kind, match: asksFor('kv-0003') }]);
      const verdicts = (all: typeof alone) => all.map(([id, reports]) => [id, reports?.map(({ verdict }) => verdict)]);
      // A limit concerns everybody who shares the query: there the answer may be "throttled" for more than one, never better.
      if (kind !== '429') expect(verdicts(shared)).toEqual(verdicts(alone));
      const broken = shared
        .filter(([, reports]) => reports?.[0]?.verdict !== 'ready')
        .map(([id]) => id.split('/').at(-1));
      expect(broken).toContain('apim-0003');
      if (kind !== '429') expect(broken).toEqual(['apim-0003']);
    },
  );

  it.each(['500', 'cut', '429'] as const)('where %s goes away at the second attempt', async (kind) => {
    const { alone, shared } = await bothWays(fleet, [{ kind, times: 1, match: asksFor('kv-0003') }]);
    expect(shared).toEqual(alone);
    expect(new Set(shared.map(([, reports]) => reports?.[0]?.verdict))).toEqual(new Set(['ready']));
  });

  it('where Resource Graph is away altogether: nothing is ready, and the search for the culprit ends', async () => {
    const { shared, queries } = await bothWays(fleet, [
      { kind: '500', match: ({ kql, table }) => kql !== undefined && table === 'networkresources' },
    ]);
    expect(shared.filter(([, reports]) => reports?.[0]?.verdict === 'ready')).toEqual([]);
    expect(queries).toBeLessThan(100);
  });
});
