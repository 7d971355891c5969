/** The published schema of the JSON report: fresh, true of every estate, and with nothing in it that no report has. */
import { readFileSync } from 'node:fs';
import { reportDocument } from '../../src/exports/json.ts';
import { at, isObject, type JsonObject } from '../../src/model/json.ts';
import { requirements } from '../../src/retirements/requirements.ts';
import { reportSchema } from '../../src/tools/generate.ts';
import { assessInMemory } from '../support/assess.ts';
import { fieldEstates, instancesIn } from '../support/estates.ts';
import { demoReports, exportSource, TODAY } from '../support/export-source.ts';
import { schemaFaults } from '../support/json-schema.ts';
import { finding, item, report, switchedOff } from '../support/report.ts';

const published = readFileSync('docs/report.schema.json', 'utf8');

/** The schema with nothing allowed beside what it names: consumers expect more keys, we add none unsaid. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isObject(schema)) return schema;
  const inside = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return schema.type === 'object' ? { ...inside, additionalProperties: false } : inside;
}

/** Every path that a schema names, members of arrays as `[]`. */
function namedIn(schema: unknown, path = ''): readonly string[] {
  const properties = at(schema, 'properties');
  if (isObject(properties))
    return Object.entries(properties).flatMap(([key, value]) => [
      `${path}.${key}`,
      ...namedIn(value, `${path}.${key}`),
    ]);
  const items = at(schema, 'items');
  return items === undefined ? [] : namedIn(items, `${path}[]`);
}

function pathsOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((member) => pathsOf(member, `${path}[]`));
  if (!isObject(value)) return [];
  return Object.entries(value as JsonObject).flatMap(([key, inside]) => [
    `${path}.${key}`,
    ...pathsOf(inside, `${path}.${key}`),
  ]);
}

const estates = fieldEstates().flatMap(({ resources, denied }) =>
  instancesIn(resources).map((id) => assessInMemory(resources, { id, today: TODAY, denied })),
);
const withRow = report([finding('network-rules', item('fail', { row: 6, location: 'westeurope' }))], {
  azureSays: {
    announcements: [
      {
        source: 'advisor',
        id: '/subscriptions/x',
        reference: 'a1',
        kind: 'retirement',
        title: 'Something retires',
        page: 'https://portal.azure.com/',
        day: TODAY,
        effective: TODAY,
        retirement: 'tls-versions',
        dismissed: true,
      },
    ],
    unread: ['service-health'],
  },
});
/** An endpoint that mends what failed. */
const mended = {
  ...withRow,
  tried: {
    ...switchedOff([finding('network-rules', item('pass', { row: 6, location: 'westeurope' }))]),
    change: 'private-endpoint@kv-prod',
  },
};
const document = JSON.parse(
  JSON.stringify(
    reportDocument({
      ...exportSource([
        ...[...demoReports, ...estates, withRow].map((one) => ({ ...one, tried: switchedOff(one.findings) })),
        mended,
      ]),
      requirements,
    }),
  ),
);

it('is fresh', () => {
  expect(published).toBe(reportSchema());
});

it('is true of every estate of the tests, and names every key', () => {
  expect(estates.length).toBeGreaterThan(80);
  expect(schemaFaults(closed(JSON.parse(published)) as JsonObject, document)).toEqual([]);
});

it('names no key that no report has', () => {
  const seen = new Set(pathsOf(document));
  expect(namedIn(JSON.parse(published)).filter((path) => !seen.has(path))).toEqual([]);
});

it('refuses what is no report', () => {
  const schema = JSON.parse(published);
  expect(schemaFaults(schema, document)).toEqual([]);
  expect(schemaFaults(schema, { ...document, today: 'tomorrow' })).toHaveLength(1);
  expect(schemaFaults(schema, { ...document, reports: [{ ...document.reports[0], verdict: 'fine' }] })).toHaveLength(1);
});
