import { namedValuesOf } from '../../src/calls/named-values.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { unreadable } from '../../src/model/json.ts';
import { type EstateOptions, estateOf } from '../support/estate.ts';
import { APIM, resource } from '../support/resources.ts';

const named = (name: string, properties: JsonObject) => resource(`${APIM}/namedValues/${name}`, { properties });

function lookUp(name: string, resources: readonly ArmResource[], options: EstateOptions = {}): string {
  const read = namedValuesOf(APIM, estateOf(resources, options))(name);
  return read.ok ? read.value : read.reason;
}

describe('a named value', () => {
  it.each<[string, JsonObject, string]>([
    ['is read by its display name, in any case', { displayName: 'KV-Url', value: 'x' }, 'x'],
    ['may be empty', { displayName: 'kv-url', value: '' }, ''],
    ['that says it is no secret is read', { displayName: 'kv-url', secret: false, value: 'x' }, 'x'],
    ['that is secret is not', { displayName: 'kv-url', secret: true, value: 'x' }, 'SECRET_NAMED_VALUE'],
    ['of a key vault is not', { displayName: 'kv-url', keyVault: {}, value: 'x' }, 'SECRET_NAMED_VALUE'],
    ['without a text says nothing', { displayName: 'kv-url', value: 5 }, 'G-UNRESOLVED'],
    ['of another name is not there', { displayName: 'kv-url-2', value: 'x' }, 'G-UNRESOLVED'],
  ])('%s', (_, properties, expected) => {
    expect(lookUp('kv-url', [named('n1', properties)])).toBe(expected);
  });

  it('without a display name is read by its name', () => {
    expect(lookUp('N1', [named('n1', { value: 'x' })])).toBe('x');
  });

  it('that is unreadable may be any, but not one that was found', () => {
    const resources = [
      named('a', { displayName: unreadable({ resource: 'a', property: 'displayName' }), value: 'x' }),
      named('b', { displayName: 'b', value: 'y' }),
    ];
    expect(lookUp('other', resources)).toBe('UNREADABLE');
    expect(lookUp('b', resources)).toBe('y');
  });

  it('whose value is unreadable is no value', () => {
    const value = unreadable({ resource: 'a', property: 'value' });
    expect(lookUp('a', [named('a', { displayName: 'a', value })])).toBe('UNREADABLE');
  });

  it('has the reason of its list where that is unread', () => {
    expect(lookUp('a', [named('a', { value: 'x' })], { failing: { 'children:namedvalues': 'FORBIDDEN' } })).toBe(
      'FORBIDDEN',
    );
  });
});
