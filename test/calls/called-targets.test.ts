/** The services that the gateway calls, for requirements that count them too. */
import { calledTargets } from '../../src/calls/called-targets.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { EstateOptions } from '../support/estate.ts';
import { api, backend, eventHubLogger, inbound, policy, sendRequest } from '../support/policies.ts';
import { apim, keyVault } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';
import { namespace, storageAccount } from '../support/targets.ts';

function called(resources: readonly ArmResource[], options: EstateOptions = {}): readonly string[] {
  const { targets, complete } = calledTargets(apim(), subjectOf([apim(), ...resources], options));
  return [...targets.map(({ host }) => host), ...(complete ? [] : ['and perhaps more'])];
}

const vault = keyVault('kv');
const KV = 'https://kv.vault.azure.net/a';

describe('the targets of a gateway', () => {
  it.each<[string, readonly ArmResource[], readonly string[]]>([
    ['are none where nothing is called', [api('a')], []],
    ['are told once for each host', [vault, api('a', KV), api('b', `${KV}/b`)], ['kv.vault.azure.net']],
    [
      'are told for each group of one resource',
      [
        storageAccount('st'),
        api('a', 'https://st.blob.core.windows.net'),
        api('b', 'https://st.queue.core.windows.net'),
      ],
      ['st.blob.core.windows.net', 'st.queue.core.windows.net'],
    ],
    ['are not told of a backend that nothing refers to', [vault, backend('b', KV)], []],
    ['are not told of another revision', [vault, api('a;rev=2', KV, { isCurrent: false })], []],
    ['may be more where a resource is unseen', [api('a', KV)], ['and perhaps more']],
    ['may be more where a call is not known', [policy('', inbound(sendRequest('@(x)')))], ['and perhaps more']],
    ['are all where that carries no identity', [policy('', inbound(sendRequest('@(x)', '')))], []],
    [
      'are all where that counts less',
      [api('a;rev=2', undefined, { isCurrent: false }), policy('apis/a;rev=2', 'x')],
      [],
    ],
    ['are all where what is unseen counts less', [backend('b', KV)], []],
  ])('%s', (_, resources, expected) => {
    expect(called(resources)).toEqual(expected);
  });

  it('are told for each set of ports', () => {
    const host = 'eh.servicebus.windows.net';
    const logger = eventHubLogger('l', { credentials: { endpointAddress: host } });
    expect(called([namespace('EventHub', 'eh'), logger, api('a', `https://${host}`)])).toEqual([host, host]);
  });

  it('may be more where a list is unread', () => {
    expect(called([vault, api('a', KV)], { failing: { 'children:loggers': 'FORBIDDEN' } })).toEqual([
      'kv.vault.azure.net',
      'and perhaps more',
    ]);
  });
});
