import type { GraphRow } from '../../../src/simulator/kusto/plan.ts';
import { InvalidQueryError } from '../../../src/simulator/kusto/plan.ts';
import { compileQuery } from '../../../src/simulator/kusto/query.ts';

const row = (values: Partial<GraphRow>): GraphRow => ({
  id: '',
  name: '',
  type: '',
  kind: '',
  location: '',
  properties: null,
  zones: null,
  ...values,
});

const VAULT = row({
  id: '/s/KV-Prod',
  name: 'kv-prod',
  type: 'microsoft.keyvault/vaults',
  location: 'westeurope',
  properties: {
    enabled: true,
    count: 3,
    'a.b': 'dotted',
    acl: { rules: [{ ip: '1.1.1.1' }, { ip: '2.2.2.2' }] },
    none: null,
  },
});
const NETWORK = row({
  id: '/s/net',
  name: 'net',
  type: 'microsoft.network/virtualnetworks',
  location: 'northeurope',
  properties: { subnets: [], enabled: 'True' },
  zones: ['1', '2'],
});
const STORE = row({
  id: '/s/store',
  name: 'Store_one',
  type: 'microsoft.storage/storageaccounts',
  properties: { count: 1 },
});
const ROWS = [VAULT, NETWORK, STORE];

const run = (query: string) => compileQuery(query).run(ROWS);
const names = (query: string) => run(query).map((found) => found.name);
const value = (expression: string) => run(`resources | where name == 'kv-prod' | project x = ${expression}`)[0]?.x;
const problems = (query: string): string => {
  try {
    compileQuery(query);
  } catch (error) {
    if (error instanceof InvalidQueryError) return error.problems.join(' | ');
    throw error;
  }
  return 'none';
};

describe('where', () => {
  it.each([
    ["name == 'kv-prod'", ['kv-prod']],
    ["name == 'KV-PROD'", []],
    ["name =~ 'KV-PROD'", ['kv-prod']],
    ["name != 'kv-prod'", ['net', 'Store_one']],
    ["name !~ 'KV-PROD'", ['net', 'Store_one']],
    ["name in ('net', 'STORE_ONE')", ['net']],
    ["name in~ ('net', 'STORE_ONE')", ['net', 'Store_one']],
    ["name in~ (dynamic(['NET']))", ['net']],
    ["name !in~ ('NET')", ['kv-prod', 'Store_one']],
    ["name !in ('NET')", ['kv-prod', 'net', 'Store_one']],
    ["name has 'prod'", ['kv-prod']],
    ["name has 'pro'", []],
    ["name has 'kv-prod'", ['kv-prod']],
    ["name !has 'prod'", ['net', 'Store_one']],
    ["name contains 'RO'", ['kv-prod']],
    ["name !contains 'ro'", ['net', 'Store_one']],
    ["name startswith 'STORE'", ['Store_one']],
    ["name !startswith 'store'", ['kv-prod', 'net']],
    ["name endswith '_ONE'", ['Store_one']],
    ["name !endswith 'one'", ['kv-prod', 'net']],
    ["type =~ 'Microsoft.KeyVault/vaults'", ['kv-prod']],
    ["type startswith 'microsoft.network/'", ['net']],
    ['properties.enabled == true', ['kv-prod']],
    ["tostring(properties.enabled) =~ 'true'", ['kv-prod', 'net']],
    ["properties['a.b'] == 'dotted'", ['kv-prod']],
    ['properties.count > 1', ['kv-prod']],
    ['properties.count <= 1', ['Store_one']],
    ['properties.count >= 1 and not(properties.count == 3)', ['Store_one']],
    ["properties.absent == 'x'", []],
    ["properties.absent != 'x'", ['kv-prod', 'net', 'Store_one']],
    ["properties.absent =~ 'x'", []],
    ['isnull(properties.none)', ['kv-prod', 'net', 'Store_one']],
    ['isnotnull(zones)', ['net']],
    ['isempty(location)', ['Store_one']],
    ['isnotempty(location) and (location startswith "west" or array_length(zones) == 2)', ['kv-prod', 'net']],
    ["name in ('net') or properties.acl.rules[1].ip == '2.2.2.2'", ['kv-prod', 'net']],
    ["properties.acl.rules[-1].ip == '2.2.2.2'", ['kv-prod']],
  ])('%s', (condition, expected) => {
    expect(names(`resources | where ${condition}`)).toEqual(expected);
  });

  it('has no answer for a comparison of two nulls, nor for its opposite', () => {
    expect(names('resources | where properties.none == properties.absent')).toEqual([]);
    expect(names('resources | where not(properties.none == properties.absent)')).toEqual([]);
  });
});

describe('a function', () => {
  it.each([
    ["tolower('AbC')", 'abc'],
    ["toupper('AbC')", 'ABC'],
    ['tostring(properties.acl.rules[0])', '{"ip":"1.1.1.1"}'],
    ['tostring(properties.absent)', ''],
    ["iff(name == 'kv-prod', 'yes', 'no')", 'yes'],
    ["iff(properties.absent == 'x', 'yes', 'no')", 'no'],
    ["case(name == 'a', 1, name == 'kv-prod', 2, 3)", 2],
    ["case(name == 'a', 1, 3)", 3],
    ['coalesce(properties.absent, properties.none, properties.count)', 3],
    ['array_length(properties.acl.rules)', 2],
    ['array_length(properties.acl)', null],
    ["strcat('a', name, 1)", 'akv-prod1'],
    ["split('/a/b', '/')", ['', 'a', 'b']],
    ["split('/a/b', '/')[1]", 'a'],
    ["split('/a/b', '/', 2)", ['b']],
    ["bag_pack('a', 1, 'b', name)", { a: 1, b: 'kv-prod' }],
    ["pack('a', true)", { a: true }],
    ['parse_json(\'{"a":[1]}\').a[0]', 1],
    ["todynamic('not json')", 'not json'],
    ["tobool('TRUE')", true],
    ["tobool('x')", null],
    ["toint('42')", 42],
    ["toint('x')", null],
    ['dynamic({"a":[1,-2,null,true,"x"]})', { a: [1, -2, null, true, 'x'] }],
    ["@'a\\b'", 'a\\b'],
    ["'it\\'s'", "it's"],
  ])('%s', (expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });
});

describe('an operator', () => {
  it.each([
    [
      'extend adds and replaces',
      "extend name = strcat(name, '!'), n = 1 | project name, n",
      [
        { name: 'kv-prod!', n: 1 },
        { name: 'net!', n: 1 },
        { name: 'Store_one!', n: 1 },
      ],
    ],
    [
      'project names a path after its parts',
      'take 1 | project properties.acl.rules[0].ip, tolower(name)',
      [{ properties_acl_rules_0_ip: '1.1.1.1', Column1: 'kv-prod' }],
    ],
    [
      'order sorts descending unless told',
      'order by name | project name',
      [{ name: 'net' }, { name: 'kv-prod' }, { name: 'Store_one' }],
    ],
    [
      'order takes several keys',
      'extend c = toint(properties.count) | sort by c asc nulls last, name asc | project name',
      [{ name: 'Store_one' }, { name: 'kv-prod' }, { name: 'net' }],
    ],
    [
      'nulls come first when ascending',
      'extend c = toint(properties.count) | order by c asc | project c',
      [{ c: null }, { c: 1 }, { c: 3 }],
    ],
    [
      'nulls come last when descending',
      'extend c = toint(properties.count) | order by c desc | project c',
      [{ c: 3 }, { c: 1 }, { c: null }],
    ],
    ['top', 'top 1 by name asc | project name', [{ name: 'Store_one' }]],
    ['limit', 'limit 2 | project name', [{ name: 'kv-prod' }, { name: 'net' }]],
    ['count', "where name != 'net' | count", [{ Count: 2 }]],
    ['distinct', 'extend head = tostring(split(id, "/")[1]) | distinct head', [{ head: 's' }]],
    [
      'summarize counts by key',
      'summarize count(), n = dcount(name) by k = tolower(kind)',
      [{ k: '', count_: 3, n: 3 }],
    ],
    [
      'summarize collects',
      'summarize make_list(name), max(toint(properties.count))',
      [{ list_name: ['kv-prod', 'net', 'Store_one'], max_properties_count: 3 }],
    ],
    ['summarize without rows', "where name == 'x' | summarize c = count()", [{ c: 0 }]],
    [
      'mv-expand yields a row for each member',
      'mv-expand rule = properties.acl.rules | where isnotnull(rule) | project ip = rule.ip',
      [{ ip: '1.1.1.1' }, { ip: '2.2.2.2' }],
    ],
    [
      'mv-expand keeps its limit',
      "where name == 'net' | mv-expand zones limit 1 | project name, zones",
      [{ name: 'net', zones: '1' }],
    ],
    [
      'mv-expand drops an empty list and keeps a null',
      'mv-expand s = properties.subnets | project name, s',
      [
        { name: 'kv-prod', s: null },
        { name: 'Store_one', s: null },
      ],
    ],
    [
      'project-away',
      "where name == 'net' | project-away properties, zones | project-away id",
      [expect.not.objectContaining({ properties: expect.anything() })],
    ],
  ])('%s', (_, operators, expected) => {
    expect(run(`resources | ${operators}`)).toEqual(expected);
  });

  it('mv-expand takes 128 members unless told', () => {
    const many = [row({ properties: { list: Array.from({ length: 500 }, (_, index) => index) } })];

    expect(compileQuery('resources | mv-expand x = properties.list').run(many)).toHaveLength(128);
    expect(compileQuery('resources | mv-expand x = properties.list limit 400').run(many)).toHaveLength(400);
  });
});

describe('a query is refused', () => {
  it.each([
    ['for a column that is not there', "resources | where nope == 'x'", /'nope' does not refer to any known column/],
    ['for a column that was projected away', 'resources | project id | where name == "x"', /'name' does not refer/],
    ['for a table that is not there', 'securityresources | take 1', /'securityresources' does not refer/],
    ['for a function that is not there', 'resources | where frob(id)', /'frob' does not refer to any known function/],
    ['for ordering by a dynamic', 'resources | order by properties', /'dynamic' is not allowed/],
    ['for broken syntax', 'resources | where', /KS\d+/],
    ['when it is empty', '', /The query is empty/],
    [
      'for an operator beyond the simulator',
      'resources | join kind=inner (resources) on id',
      /The operator 'join' is not supported/,
    ],
    ['for a union', 'resources | union resourcecontainers', /The operator 'union' is not supported/],
    ['for a function beyond the simulator', 'resources | extend t = now()', /The function 'now' is not supported/],
    ['for an aggregate beyond the simulator', 'resources | summarize arg_max(id, name)', /'arg_max' is not supported/],
    ['for an expression beyond the simulator', 'resources | extend x = 1 + 2', /The form '1 \+ 2' is not supported/],
    ['for a regular expression', "resources | where name matches regex 'a'", /is not supported/],
    ['for two statements', 'resources; resources', /one statement/],
    ['for let', 'let a = 1; resources', /one statement/],
    ['without a table', 'print 1', /must begin with a table name/],
    ['for an mv-expand beyond 400', 'resources | mv-expand zones limit 401', /at most 400/],
    ['for an mv-expand with a kind', 'resources | mv-expand kind=array zones', /parameter kind=array/],
    ['for a fourth mv-expand', `resources${' | mv-expand zones'.repeat(4)}`, /3 mv-expand/],
    [
      'for a child of API Management',
      "resources | where type =~ 'Microsoft.ApiManagement/service/namedValues'",
      /read them by ARM/,
    ],
    [
      'for subnets as rows',
      "resources | where type in~ ('microsoft.network/virtualnetworks/subnets')",
      /read them by ARM/,
    ],
    [
      'for a type of another table',
      "resources | where type =~ 'microsoft.advisor/recommendations'",
      /is in the table advisorresources/,
    ],
    ['for a type in the wrong case', "resources | where type == 'Microsoft.KeyVault/vaults'", /Types are lower-case/],
    [
      'for a beginning that no type has',
      "resources | where type startswith 'microsoft.apimanagement/service/'",
      /No type in the table/,
    ],
    ['for a lowered type that is not held', "resources | where tolower(type) == 'microsoft.x/y'", /holds no resources/],
  ])('%s', (_, query, problem) => {
    expect(problems(query)).toMatch(problem);
  });

  it('but not for a type column of its own making', () => {
    expect(problems("resources | extend type = 'mine' | where type == 'mine'")).toBe('none');
  });
});
