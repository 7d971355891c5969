/** Calls in disguise: however a policy writes the address of a firewalled vault, the answer is never "nothing is called". Rules: docs/rules.md#calls. */
import { gatewayDependencies } from '../../src/retirements/trusted-service-connectivity/gateway-dependencies.ts';
import { lineOf } from '../support/judge.ts';
import { inbound, policy, sendRequest } from '../support/policies.ts';
import { apim, firewall, keyVault } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const vault = keyVault('kv-prod', firewall());
const HOST = 'kv-prod.vault.azure.net';
const RELIES = 'fail outage G-RELIES kv-prod westeurope';

function judge(value: string, scope = 'apis/orders'): readonly string[] {
  return gatewayDependencies.check(subjectOf([apim(), vault, policy(scope, value)])).map(lineOf);
}

describe('the vault is found', () => {
  it.each([
    ['in capitals', 'HTTPS://KV-PROD.VAULT.AZURE.NET/x'],
    ['with a port', `https://${HOST}:443/x`],
    ['with a dot at its end', `https://${HOST}./x`],
    ['between spaces and lines', `\n    https://${HOST}/x\n  `],
    ['in CDATA', `<![CDATA[https://${HOST}/x]]>`],
    ['with entities', 'https://kv&#45;prod&#x2E;vault.azure.net/x'],
    ['around a comment', 'https://kv-<!-- the vault -->prod.vault.azure.net/x'],
    ['behind a user', `https://user:x@${HOST}/x`],
    ['with backslashes', `https:\\\\${HOST}\\x`],
    ['in an expression', `@("https://${HOST}/x")`],
    ['in parts', '@("https://kv-prod" + ".vault" + ".azure" + ".net/x")'],
    ['before something computed', `@("https://${HOST}/" + context.RequestId)`],
    ['interpolated', `@($"https://${HOST}/{context.RequestId}")`],
    ['in a block', `@{ return "https://${HOST}/x"; }`],
    ['in a verbatim string', `@(@"https://${HOST}/x")`],
    ['with an escape', '@("https://kv\\u002dprod.vault.azure.net/x")'],
    ['formatted', '@(string.Format("https://{0}.vault.azure.net/x", "kv-prod"))'],
  ])('%s', (_, url) => {
    expect(judge(inbound(sendRequest(url)))).toEqual([RELIES]);
  });

  it.each([
    [
      'in every branch',
      `<choose><when condition="@(false)"><cors /></when><otherwise>${sendRequest(`https://${HOST}/x`)}</otherwise></choose>`,
    ],
    ['in a retry', `<retry condition="@(true)" count="3" interval="1">${sendRequest(`https://${HOST}/x`)}</retry>`],
    ['in a wait', `<wait for="all">${sendRequest(`https://${HOST}/x`)}</wait>`],
    ['in return-response beside others', `${sendRequest(`https://${HOST}/x`)}<return-response />`],
    ['in a limit', `<limit-concurrency key="k" max-count="3">${sendRequest(`https://${HOST}/x`)}</limit-concurrency>`],
    ['in an element that nobody knows', `<future-policy>${sendRequest(`https://${HOST}/x`)}</future-policy>`],
  ])('%s', (_, statements) => {
    expect(judge(inbound(statements))).toEqual([RELIES]);
  });

  it('behind a mark of byte order, a declaration and a doctype', () => {
    const whole = inbound(sendRequest(`https://${HOST}/x`));
    for (const head of ['\uFEFF', '<?xml version="1.0" encoding="utf-16"?>\n', '<!-- by hand -->\n', '\r\n\t ']) {
      expect([head, judge(head + whole)]).toEqual([head, [RELIES]]);
    }
  });
});

describe('nothing is called clean', () => {
  it.each([
    ['one of two', `@(context.User == null ? "https://${HOST}/x" : Other())`],
    ['a host that is put together', '@("https://" + context.Variables["name"] + ".vault.azure.net/x")'],
    ['a name that is replaced', '@("https://NAME.vault.azure.net/x".Replace("NAME", "kv-prod"))'],
    ['joined', '@(string.Join(".", "https://kv-prod", "vault", "azure", "net"))'],
    ['reversed', '@(new string("ten.eruza.tluav.dorp-vk//:sptth".Reverse().ToArray()))'],
    ['decoded', '@(Encoding.UTF8.GetString(Convert.FromBase64String("aHR0cHM6Ly9rdi1wcm9k")))'],
    ['of a variable that nobody sets', '@((string)context.Variables["url"])'],
    ['of the request', '@(context.Request.Headers.GetValueOrDefault("x-url",""))'],
    [
      'a block with a switch',
      `@{ switch (context.Api.Name) { case "a": return "https://${HOST}/x"; default: return Find(); } }`,
    ],
    ['without an end', '@("https://kv-prod.vault.azure.net/x'],
    ['of a named value that is not there', 'https://{{nowhere}}/x'],
    ['half named value', 'https://{{kv}}.vault.azure.net/x'],
  ])('%s', (_, url) => {
    const found = judge(inbound(sendRequest(url.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))));
    expect(found).not.toEqual([]);
    for (const line of found) expect(line).not.toMatch(/^pass/);
  });

  it.each<readonly [string, () => string]>([
    [
      'a hundred thousand elements deep',
      () => inbound(`${'<choose>'.repeat(100_000)}${sendRequest(`https://${HOST}/x`)}${'</choose>'.repeat(100_000)}`),
    ],
    [
      'a hundred thousand elements deep and never closed',
      () => `<policies><inbound>${'<choose>'.repeat(100_000)}${sendRequest(`https://${HOST}/x`)}`,
    ],
    [
      'behind two megabytes of text',
      () => inbound(`<set-body>${'x'.repeat(2_000_000)}</set-body>`, sendRequest(`https://${HOST}/x`)),
    ],
    [
      'among ten thousand attributes',
      () =>
        inbound(
          `<send-request ${Array.from({ length: 10_000 }, (_, index) => `a${index}="1"`).join(' ')}><set-url>https://${HOST}/x</set-url><authentication-managed-identity resource="https://vault.azure.net" /></send-request>`,
        ),
    ],
    [
      'among twenty thousand statements',
      () =>
        inbound('<set-header name="a"><value>b</value></set-header>'.repeat(20_000), sendRequest(`https://${HOST}/x`)),
    ],
    [
      'behind a million brackets',
      () => inbound(`<set-body>${'&lt;'.repeat(250_000)}</set-body>`, sendRequest(`https://${HOST}/x`)),
    ],
    [
      'among entities that grow',
      () =>
        `<!DOCTYPE p [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>${inbound('<set-body>&e;&e;&e;&e;</set-body>', sendRequest(`https://${HOST}/x`))}`,
    ],
    ['in an entity', () => `<!DOCTYPE p [<!ENTITY h "https://${HOST}/x">]>${inbound(sendRequest('&h;'))}`],
    ['as UTF-16 read as UTF-8', () => [...inbound(sendRequest(`https://${HOST}/x`))].join('\u0000')],
    [
      'in an expression of a hundred thousand brackets',
      () => inbound(sendRequest(`@(${'('.repeat(100_000)}"https://${HOST}/x"${')'.repeat(100_000)})`)),
    ],
    [
      'in a condition with quotes and angle brackets',
      () =>
        `<policies><inbound><choose><when condition="@(context.Variables["a"] != "<x>" && 1 < 2)">${sendRequest(`https://${HOST}/x`)}</when></choose></inbound></policies>`,
    ],
    ['in a root that is no policies', () => `<policy><inbound>${sendRequest(`https://${HOST}/x`)}</inbound></policy>`],
  ])('%s', (_, write) => {
    const found = judge(write());
    expect(found).not.toEqual([]);
    for (const line of found) expect(line).not.toMatch(/^pass/);
  });
});
