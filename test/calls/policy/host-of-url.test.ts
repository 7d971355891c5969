import { type Hole, hostOfUrl } from '../../../src/calls/policy/host-of-url.ts';
import { serviceOfHost } from '../../../src/network/hosts.ts';

const hole = (...literals: string[]): Hole => ({ reason: 'EXPRESSION_URL', literals });
const secret: Hole = { reason: 'SECRET_NAMED_VALUE', literals: [] };
const matters = (host: string) => serviceOfHost(host, 'public') !== undefined;

function outcome(...url: (string | Hole)[]): string {
  const { hosts, unresolved } = hostOfUrl(url, matters);
  return [...hosts, ...(unresolved === undefined ? [] : [unresolved])].join(' and ') || 'nobody';
}

describe('hostOfUrl', () => {
  it.each<[string, (string | Hole)[], string]>([
    ['a whole URL', ['https://KV.vault.azure.net/secrets/a?x=1'], 'kv.vault.azure.net'],
    ['a port', ['https://kv.vault.azure.net:443/'], 'kv.vault.azure.net'],
    ['user information', ['https://me:pw@kv.vault.azure.net/'], 'kv.vault.azure.net'],
    ['a dot at the end', ['https://kv.vault.azure.net./'], 'kv.vault.azure.net'],
    ['back slashes', ['https:\\\\kv.vault.azure.net\\x'], 'kv.vault.azure.net'],
    ['a bare host', ['ns.servicebus.windows.net'], 'ns.servicebus.windows.net'],
    ['an sb address', ['sb://ns.servicebus.windows.net/'], 'ns.servicebus.windows.net'],
    ['a computed path', ['https://kv.vault.azure.net/', hole()], 'kv.vault.azure.net'],
    ['a computed tail right behind a whole host', ['https://kv.vault.azure.net', hole()], 'kv.vault.azure.net'],
    ['a secret query', ['https://a.blob.core.windows.net/c?', secret], 'a.blob.core.windows.net'],
    ['a foreign host with a computed path', ['https://api.contoso.com', hole()], 'api.contoso.com'],
    ['a computed scheme', [hole(), '://kv.vault.azure.net/x'], 'kv.vault.azure.net'],
    ['a host in a computed part', [hole('https://kv.vault.azure.net/x')], 'kv.vault.azure.net and EXPRESSION_URL'],
    ['a computed name', ['https://', hole(), '.blob.core.windows.net/x'], 'EXPRESSION_URL'],
    ['a name cut in two', ['https://a', hole(), 'b.vault.azure.net/'], 'EXPRESSION_URL'],
    ['a name that may go on', ['https://kv.vault.azure', hole()], 'EXPRESSION_URL'],
    ['a tail whose middle is computed', ['https://', hole(), '.windows.net/x'], 'EXPRESSION_URL'],
    ['a secret host', ['https://', secret, '/x'], 'SECRET_NAMED_VALUE'],
    ['nothing but a secret', [secret], 'SECRET_NAMED_VALUE'],
    ['a suffix alone in a computed part', [hole('.blob.core.windows.net')], 'EXPRESSION_URL'],
    ['an audience in a computed part', [hole('https://vault.azure.net')], 'EXPRESSION_URL'],
    ['a computed label before a foreign domain', ['https://', hole(), '.api.contoso.com/x'], 'nobody'],
    ['a computed scheme before a foreign domain', [hole(), '://x', hole(), '.contoso.com'], 'nobody'],
    ['a Service Fabric address', ['fabric:/app/service'], 'nobody'],
    ['a relative path', ['/secrets/a'], 'nobody'],
    ['a relative path with more to come', ['/', hole('https://kv.vault.azure.net/')], 'nobody'],
    ['one slash', ['https:/kv.vault.azure.net/'], 'G-UNRESOLVED'],
    ['nothing', [''], 'nobody'],
    ['a host in a query', [hole(), '?to=https://kv.vault.azure.net/x'], 'EXPRESSION_URL'],
    ['a whole URL where only a host can be', ['https://', hole('https://kv.vault.azure.net/x'), '/'], 'EXPRESSION_URL'],
    [
      'a host where a host can be',
      ['https://', hole('kv.vault.azure.net'), '/'],
      'kv.vault.azure.net and EXPRESSION_URL',
    ],
    ['a constant after the host', ['https://api.contoso.com/', hole('https://kv.vault.azure.net')], 'api.contoso.com'],
    ['a named value that nobody put in', ['https://{{name}}/x'], 'G-UNRESOLVED'],
    ['no URL at all', ['hello world'], 'G-UNRESOLVED'],
    ['no part at all', [], 'nobody'],
    ['white space', [' \n '], 'nobody'],
    ['white space around', [' https://kv.vault.azure.net/ '], 'kv.vault.azure.net'],
    ['white space before a slash', [' /secrets'], 'nobody'],
    ['an empty constant between holes', [hole(), '', hole(), '.contoso.com'], 'nobody'],
    ['constants in a row', ['https://kv.', '', 'vault.azure.net', '/x'], 'kv.vault.azure.net'],
    ['a constant in pieces behind a hole', ['https://', hole(), '.cont', 'oso.com/'], 'nobody'],
    ['a bare host with a port and a path', ['kv.vault.azure.net:443/x?y#z'], 'kv.vault.azure.net'],
    ['a bare host with a query', ['kv.vault.azure.net?y'], 'kv.vault.azure.net'],
    ['a bare name', ['localhost'], 'G-UNRESOLVED'],
    ['an address by number', ['https://[::1]:8080/'], '[::1]'],
    ['a web socket', ['wss://api.contoso.com/'], 'api.contoso.com'],
    ['a mail address', ['mailto:ana@contoso.com'], 'nobody'],
    ['a scheme that is cut', ['sb:ns.servicebus.windows.net'], 'G-UNRESOLVED'],
    ['an empty authority', ['https:///x'], 'G-UNRESOLVED'],
    ['user information before more to come', ['https://me@kv.vault.azure.net', hole()], 'EXPRESSION_URL'],
    ['a beginning of a scheme', ['http', hole(), '://kv.vault.azure.net/x'], 'kv.vault.azure.net'],
    ['a computed scheme in pieces', [hole(), 's', hole(), '://kv.vault.azure.net/x'], 'kv.vault.azure.net'],
    ['a computed start that is no scheme', ['a b', hole(), '://kv.vault.azure.net/x'], 'EXPRESSION_URL'],
    ['a computed start before a path', [hole(), '/a://kv.vault.azure.net/x'], 'EXPRESSION_URL'],
    ['a computed name before a service', ['https://', hole(), '.vault.azure.net/x'], 'EXPRESSION_URL'],
    ['a computed name before a middle of a service', ['https://', hole(), '.azure.net/x'], 'EXPRESSION_URL'],
    ['a bare computed label before a foreign domain', [hole(), '.api.contoso.com/x'], 'nobody'],
    ['a label in pieces before a foreign domain', ['a', hole(), 'b.contoso.com'], 'nobody'],
    ['a sentence before a foreign domain', ['a b', hole(), '.contoso.com'], 'EXPRESSION_URL'],
    ['a foreign domain that may go on', ['https://', hole(), '.contoso.com', hole()], 'nobody'],
    ['a foreign domain with a letter behind', ['https://', hole(), '.contoso.comx-', hole()], 'EXPRESSION_URL'],
    ['a foreign domain behind a path', ['https://', hole(), '/.contoso.com/'], 'EXPRESSION_URL'],
    ['a host and a foreign end', [hole('kv.vault.azure.net'), '.contoso.com'], 'kv.vault.azure.net and EXPRESSION_URL'],
    [
      'each host of a computed part once',
      [hole('kv.vault.azure.net', 'https://kv.vault.azure.net/', 'api.contoso.com', ' kv2.vault.azure.net')],
      'kv.vault.azure.net and kv2.vault.azure.net and EXPRESSION_URL',
    ],
  ])('reads %s', (_, url, expected) => {
    expect(outcome(...url)).toBe(expected);
  });
});
