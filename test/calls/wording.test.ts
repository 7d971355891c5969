import { distinctPlaces, placesPhrase } from '../../src/calls/wording.ts';
import { render, say } from '../../src/model/text.ts';

const places = (...names: readonly string[]) => names.map((name) => ({ place: say('API {api}', { api: name }) }));

describe('places in a row', () => {
  it.each([
    [[], 'a policy'],
    [['a'], 'API a'],
    [['a', 'b'], 'API a; API b'],
    [['a', 'b', 'c'], 'API a; API b; API c'],
    [['a', 'b', 'c', 'd'], 'API a; API b; API c; and 1 more place'],
    [['a', 'b', 'c', 'd', 'e'], 'API a; API b; API c; and 2 more places'],
    [['a', 'a', 'b', 'a'], 'API a; API b'],
  ])('%j are told as: %s', (names, expected) => {
    expect(render(placesPhrase(places(...names)))).toBe(expected);
  });

  it('stand once each, in the order in which they were found', () => {
    expect(distinctPlaces(places('b', 'a', 'b')).map((place) => render(place))).toEqual(['API b', 'API a']);
  });
});
