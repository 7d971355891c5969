/** Queries that share a shape must mean what they mean when they are parsed whole. */
import { shapeOf } from '../../../src/simulator/kusto/literal-lists.ts';
import type { GraphRow } from '../../../src/simulator/kusto/plan.ts';
import { InvalidQueryError } from '../../../src/simulator/kusto/plan.ts';
import { compileQuery } from '../../../src/simulator/kusto/query.ts';

const rows: readonly GraphRow[] = ['a', 'b', "in~ ('a')"].map((name) => ({
  id: `/${name}`,
  name,
  type: 'microsoft.keyvault/vaults',
}));

const found = (condition: string) => {
  const text = `resources | where ${condition} | project id, name, type | order by id asc`;
  return compileQuery(text)
    .run(rows)
    .map(({ name }) => name);
};

describe('a query with lists', () => {
  it('has the lists of its own, whichever query of its shape came first', () => {
    expect(found("name in~ ('a', 'x')")).toEqual(['a']);
    expect(found("name in~ ('b')")).toEqual(['b']);
    expect(found("name in~ ('x', 'A', 'B')")).toEqual(['a', 'b']);
  });

  it('shares its shape with others of any length', () => {
    const [short, long] = ["x in~ ('a') and y in~ ('b')", "x in~ ('c', 'd') and y in~ ('e', 'f', 'g')"].map(shapeOf);
    expect(short?.text).toBe(long?.text);
    expect(long?.lists).toEqual([
      ['c', 'd'],
      ['e', 'f', 'g'],
    ]);
  });

  it('keeps a text that reads like a list', () => {
    expect(found(`name == "in~ ('a')"`)).toEqual(["in~ ('a')"]);
    expect(found(`name == 'in~ (\\'a\\')'`)).toEqual(["in~ ('a')"]);
  });

  it.each([
    ['escapes', "name in~ ('a\\'', 'b')"],
    ['comments', "name in~ ('a') // it's a list\n"],
    ['verbatim texts', "name in~ (@'a', 'b')"],
    ['lists that tell cases apart', "name in ('a', 'b')"],
    ['lists that hold more than texts', "name in~ ('a', tolower('B'))"],
  ])('is left whole with %s', (_, condition) => {
    expect(shapeOf(condition)).toEqual({ text: condition, lists: [] });
  });

  it('is refused with the place in the query as it was written', () => {
    const text =
      "resources | where name in~ ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa') and nothing == 1 | project id";
    const place = text.indexOf('nothing');
    expect(() => compileQuery(text)).toThrow(InvalidQueryError);
    expect(() => compileQuery(text)).toThrow(`at character ${place}`);
  });

  it('is refused for a type that the table does not hold, wherever in the list it stands', () => {
    expect(() => found("type in~ ('microsoft.keyvault/vaults', 'microsoft.apimanagement/service/apis')")).toThrow(
      'holds no resources of the type',
    );
  });
});
