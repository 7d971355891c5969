import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isGraphQuestion } from '../../src/azure/questions.ts';
import type { Cloud } from '../../src/model/requirement.ts';
import { targets } from '../../src/model/schemas/targets.ts';
import { kindOfType, kinds, ruleFormOf, rulesProperty, services } from '../../src/model/services.ts';
import { serviceOfHost } from '../../src/network/hosts.ts';
import { APIM, armId } from '../support/resources.ts';

const CLOUDS: readonly Cloud[] = ['public', 'us-government', 'china'];

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

describe('a service is one row', () => {
  it.each(kinds)('%s is found by its ARM type in any case', (kind) => {
    expect(kindOfType(services[kind].type)).toBe(kind);
    expect(kindOfType(services[kind].type.toUpperCase())).toBe(kind);
  });

  it.each(kinds)('%s is read from Resource Graph, and its fields are measured', (kind) => {
    const { type } = services[kind];
    const id = `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/${type}/one`;
    expect(isGraphQuestion({ kind: 'resource', id })).toBe(true);
    expect(Object.keys(targets)).toContain(type);
  });

  it.each(kinds.flatMap((kind) => CLOUDS.map((cloud) => [kind, cloud] as const)))(
    '%s is known by its hosts in the cloud %s, for each of its groups',
    (kind, cloud) => {
      const { domain, groups } = services[kind];
      for (const group of groups) {
        const host = `one.${groups.length > 1 ? `${group}.` : ''}${domain[cloud]}`;
        const found = serviceOfHost(host, cloud);
        expect(found?.kinds).toContain(kind);
        expect(found).toMatchObject({ name: 'one', groupId: group });
      }
    },
  );

  it('has a place of its own among the priorities', () => {
    expect(new Set(kinds.map((kind) => services[kind].place)).size).toBe(kinds.length);
  });

  it('names the property of its rules as Azure does', () => {
    expect(kinds.map((kind) => rulesProperty(kind, 'ipRules'))).toEqual([
      'properties.networkAcls.ipRules',
      'properties.networkAcls.ipRules',
      'properties.networkAcls.ipRules',
      'properties.ipRules',
      'properties.ipRules',
      'properties.networkRuleSet.ipRules',
    ]);
  });

  it('writes its rules in a form of its own, and nothing else does', () => {
    for (const kind of kinds) {
      expect(ruleFormOf(armId(`${services[kind].type}/one`))).toBe(services[kind].rules);
    }
    expect(() => ruleFormOf(APIM)).toThrow('none of the six services');
  });

  it('is told from the others in no second list of ARM types', () => {
    const root = join(import.meta.dirname, '../../src');
    const lists = sources(root)
      .filter((file) => !/src\/(?:simulator|demo|model\/schemas)\/|src\/model\/services\.ts$/.test(file))
      .filter((file) => {
        const code = readFileSync(file, 'utf8').toLowerCase();
        return kinds.filter((kind) => code.includes(`'${services[kind].type}'`)).length > 1;
      });
    expect(lists).toEqual([]);
  });
});
