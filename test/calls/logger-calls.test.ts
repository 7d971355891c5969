/** Calls to Event Hubs by loggers. */
import type { ArmResource } from '../../src/model/arm.ts';
import { type JsonObject, unreadable } from '../../src/model/json.ts';
import { calledAnywhere, callLines, darkLines, findCalls } from '../support/calls.ts';
import { eventHubLogger, inbound, namedValue, policy } from '../support/policies.ts';
import { APIM, armId, resource } from '../support/resources.ts';

const HOST = 'eh.servicebus.windows.net';
const NAMESPACE = armId('Microsoft.EventHub/namespaces/eh2');
const KEY = 'SharedAccessKeyName=a;SharedAccessKey=b=';
const log = (id: string) => policy('', inbound(`<log-to-eventhub logger-id="${id}">x</log-to-eventhub>`));
const logger = (properties: JsonObject) => eventHubLogger('l', properties);
const connected = (connectionString: string) => logger({ credentials: { connectionString } });

describe('a logger', () => {
  it.each<[string, readonly ArmResource[], readonly string[]]>([
    ['calls its namespace', [logger({ resourceId: NAMESPACE })], ['eh2 (unknown)']],
    ['calls the namespace of its event hub', [logger({ resourceId: `${NAMESPACE}/eventhubs/h` })], ['eh2 (unknown)']],
    [
      'calls its namespace before its address',
      [logger({ resourceId: NAMESPACE, credentials: { endpointAddress: HOST, identityClientId: 'SystemAssigned' } })],
      ['eh2 (system)'],
    ],
    [
      'calls its address where its resource has no id',
      [logger({ resourceId: 'x', credentials: { endpointAddress: HOST } })],
      ['eh (unknown)'],
    ],
    [
      'calls its address before its connection',
      [
        logger({
          credentials: { endpointAddress: HOST, connectionString: `Endpoint=sb://eh3.servicebus.windows.net/;${KEY}` },
        }),
      ],
      ['eh (key)'],
    ],
    ['calls the endpoint of its connection', [connected(`Endpoint=sb://${HOST}/;${KEY}`)], ['eh (key)']],
    ['calls the endpoint wherever it stands', [connected(`${KEY}; endpoint = sb://${HOST}/`)], ['eh (key)']],
    ['calls a connection that is an address', [connected(`sb://${HOST}/`)], ['eh (key)']],
    [
      'calls the endpoint in a named value',
      [namedValue('c', `Endpoint=sb://${HOST}/;${KEY}`), connected('{{c}}')],
      ['eh (key)'],
    ],
    [
      'calls an endpoint whose name is one',
      [namedValue('n', 'eh'), connected(`Endpoint=sb://{{n}}.servicebus.windows.net/;${KEY}`)],
      ['eh (key)'],
    ],
    [
      'calls an address by a named value',
      [namedValue('n', HOST), logger({ credentials: { endpointAddress: '{{n}}' } })],
      ['eh (unknown)'],
    ],
    ['calls somebody by a secret', [namedValue('c', undefined), connected('{{c}}')], ['- SECRET_NAMED_VALUE']],
    ['calls somebody without any address', [logger({})], ['? G-UNRESOLVED']],
    ['of another kind calls nobody', [logger({ loggerType: 'applicationInsights', resourceId: NAMESPACE })], []],
    ['of no kind calls nobody', [resource(`${APIM}/loggers/l`, { properties: { resourceId: NAMESPACE } })], []],
    ['of another kind that a policy writes to calls nobody', [logger({ loggerType: 'azureMonitor' }), log('l')], []],
    ['that a policy computes leaves nothing open', [log('@(context.RequestId)')], []],
    ['that a policy names is not known where there is none', [log('m')], ['? G-UNRESOLVED']],
  ])('%s', (_, resources, expected) => {
    expect(calledAnywhere(resources)).toEqual(expected);
  });

  it('is told at its own place and where a policy writes to it', () => {
    const expected = ['All APIs, log-to-eventhub -> eh2 (unknown)', 'Logger l -> eh2 (unknown)'];
    for (const id of ['l', ' L ', '/loggers/l']) {
      expect(callLines([logger({ resourceId: NAMESPACE }), log(id)])).toEqual(expected);
    }
    const inside = { ...logger({ resourceId: NAMESPACE }), id: `${APIM}/workspaces/w/loggers/l` };
    expect(callLines([resource(`${APIM}/workspaces/w`), inside])).toEqual(['Workspace w: Logger l -> eh2 (unknown)']);
  });

  it('calls the ports of Event Hubs, by what names it', () => {
    const named = (properties: JsonObject) => {
      const [site] = findCalls([logger(properties)]).sites;
      return [site?.element, ...(site?.callee.ports ?? [])];
    };
    expect(named({ resourceId: NAMESPACE })).toEqual(['properties.resourceId', 5671, 5672, 443]);
    expect(named({ credentials: { endpointAddress: HOST } })).toEqual(['properties.credentials', 5671, 5672, 443]);
  });

  it('that is unreadable is told by itself alone', () => {
    const resourceId = unreadable({ resource: 'l', property: 'resourceId' });
    expect(darkLines([logger({ resourceId }), log('l')])).toEqual(['loggers/l: UNREADABLE']);
  });

  it('is told by its list where that is unread', () => {
    const failing = { 'children:loggers': 'FORBIDDEN' } as const;
    expect(darkLines([logger({ resourceId: NAMESPACE }), log('l')], { failing })).toEqual(['loggers: FORBIDDEN']);
  });
});
