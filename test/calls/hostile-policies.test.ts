import fc from 'fast-check';
import { parsePolicy } from '../../src/calls/policy/parse-policy.ts';
import { templateOf } from '../../src/calls/policy/read-value.ts';
import { constantOf } from '../../src/calls/policy/template.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import { gatewayDependencies } from '../../src/retirements/trusted-service-connectivity/gateway-dependencies.ts';
import { inbound, policy, sendRequest } from '../support/policies.ts';
import { apim, keyVault } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const service = apim();

function statuses(value: string): readonly string[] {
  const resources: readonly ArmResource[] = [service, keyVault(), policy('apis/orders', value)];
  return gatewayDependencies
    .check(subjectOf(resources))
    .map(({ status, reason }) => `${status} ${reason ?? ''}`.trim());
}

const SNIPPETS = [
  '<policies>',
  '</policies>',
  '<inbound>',
  '</inbound>',
  '<base />',
  '<send-request mode="new">',
  '</send-request>',
  '<set-url>',
  '</set-url>',
  'https://kv-prod.vault.azure.net/',
  '@(',
  ')',
  '@{',
  '}',
  '"',
  "'",
  '<',
  '>',
  '&',
  '&amp;',
  '&#x41;',
  '&nope;',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?x ?>',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '{{',
  '}}',
  '{{secret}}',
  '\u0000',
  '\uFEFF',
  '\uD800',
  '/*',
  '*/',
  '//',
  '\\',
  '$"{',
  '<choose>',
  '</choose>',
  ' a="',
  '=',
  '/>',
  '\n',
  'return "x";',
  'context.Variables["a"]',
  '?',
  ':',
  '??',
  '+',
  '(',
  '[',
  ']',
  '.',
  'string.Format(',
] as const;

const fragments = fc.array(fc.oneof(fc.constantFrom(...SNIPPETS), fc.string({ maxLength: 6, unit: 'binary' })), {
  maxLength: 40,
});

describe('hostile policies', () => {
  it('never crash, never hang, and never count as a policy without calls unless they were understood', () => {
    fc.assert(
      fc.property(fragments, (parts) => {
        const text = parts.join('');
        const found = statuses(text);
        expect(found.length).toBeGreaterThan(0);
        if (parsePolicy(text) === undefined) expect(found).toEqual(['unknown POLICY_PARSE']);
      }),
      { numRuns: 700, seed: 20260315 },
    );
  });

  it('never pass when their one call was cut or mangled', () => {
    const whole = inbound(sendRequest('https://kv-prod.vault.azure.net/secrets/a'));
    fc.assert(
      fc.property(fc.nat(whole.length - 2), fc.constantFrom(...SNIPPETS), (at, snippet) => {
        for (const mangled of [whole.slice(0, at + 1), `${whole.slice(0, at)}${snippet}${whole.slice(at)}`]) {
          const found = statuses(mangled);
          // Where it still is a policy, the vault or something unknown must show; a comment or CDATA may hide the call.
          const hidden = /<!--|<!\[CDATA\[/.test(mangled) || !parsePolicy(mangled);
          if (!hidden && /<set-url>https:\/\/kv-prod\.vault\.azure\.net\//.test(mangled)) {
            expect(found.some((one) => one.startsWith('pass NO_DEPENDENCIES'))).toBe(false);
          }
          if (!parsePolicy(mangled)) expect(found).toEqual(['unknown POLICY_PARSE']);
        }
      }),
      { numRuns: 500, seed: 42 },
    );
  });

  it('never turn an expression that is not constant into an answer', () => {
    const code = fc
      .array(
        fc.constantFrom(
          '"https://"',
          '"kv"',
          '".vault.azure.net"',
          'context.RequestId',
          'Foo()',
          '(',
          ')',
          '+',
          '?',
          ':',
          '??',
          '[0]',
          '.X',
          '$"{a}"',
          '!',
          '{',
          '}',
          ';',
          'return ',
        ),
        { maxLength: 14 },
      )
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(code, fc.constantFrom('(', '{'), (body, open) => {
        const close = open === '(' ? ')' : '}';
        const expression = `@${open}${body}${close}`;
        fc.pre(constantOf(templateOf(expression)) === undefined);
        const found = statuses(inbound(sendRequest(expression)));
        // Nothing here names a host but "https://kv.vault.azure.net", and that vault is not to be seen.
        expect(found.every((one) => one.startsWith('unknown'))).toBe(true);
      }),
      { numRuns: 1200, seed: 7 },
    );
  });

  it('takes a long URL of any kind within the time of a test', () => {
    const long = 400_000;
    const texts = [
      `${'a'.repeat(long)} @(x)`,
      `@(x)${'a.'.repeat(long / 2)}!`,
      `@("${'a-'.repeat(long / 2)}" + x)`,
      `@($"${'{a'.repeat(long / 2)}")`,
      `@($"${'{&quot;'.repeat(long / 8)}")`,
      '{{ '.repeat(long / 3),
      `{{${' '.repeat(long)}}`,
      `@(${'"a" + '.repeat(3000)}"b")`,
      `@(${'"a" ? '.repeat(3000)}"b")`,
      `@(${'x ?? '.repeat(3000)}y)`,
      `https://${'a.'.repeat(long / 2)}com/@(x)`,
      `fabric:${'/a'.repeat(long / 2)}`,
    ];
    for (const text of texts) {
      expect(statuses(inbound(sendRequest(text))).length).toBeGreaterThan(0);
    }
  });
});
