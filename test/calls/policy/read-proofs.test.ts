import { mintedToken, proofOf } from '../../../src/calls/policy/read-proofs.ts';
import { constantOf } from '../../../src/calls/policy/template.ts';
import { parseTolerantly } from '../../../src/calls/policy/tolerant-parser.ts';

function element(xml: string) {
  const root = parseTolerantly(xml);
  if (root === undefined) throw new Error('not understood');
  return root;
}

/** A proof in one line; undefined where there is none. */
function shown(xml: string): string | undefined {
  const proof = proofOf(element(xml));
  if (proof?.kind !== 'authorization') return proof?.kind;
  const values = proof.values.map((value) => constantOf(value) ?? '*').join(',');
  return `authorization ${values}${proof.adds ? ' adds' : ''}`;
}

const header = (name: string, action?: string) =>
  `<set-header name="${name}"${action === undefined ? '' : ` exists-action="${action}"`}><value>a</value><other>b</other><value>c</value></set-header>`;

describe('what an element proves', () => {
  it.each([
    ['<authentication-managed-identity resource="r"/>', 'identity'],
    ['<authentication-managed-identity resource="r" output-token-variable-name="t"/>', undefined],
    ['<authentication-managed-identity resource="r" output-token-variable-name=" "/>', 'identity'],
    ['<authentication-basic username="a" password="b"/>', 'authorization Basic'],
    ['<authentication-certificate thumbprint="a"/>', 'key'],
    [header('Authorization'), 'authorization a,c'],
    [header(' authorization ', 'Override'), 'authorization a,c'],
    [header('AUTHORIZATION', 'append'), 'authorization a,c adds'],
    [header('Authorization', 'skip'), 'authorization a,c adds'],
    [header('Authorization', 'DELETE'), 'no-authorization'],
    [header('@(Foo())'), 'authorization a,c adds'],
    [header('@(Foo())', 'delete'), undefined],
    [header('x-functions-key'), 'key'],
    [header('API-Key', 'append'), 'key'],
    [header('Ocp-Apim-Subscription-Key'), 'key'],
    [header('api-key', 'delete'), undefined],
    [header('Accept'), undefined],
    ['<set-header><value>a</value></set-header>', 'authorization a adds'],
    ['<rewrite-uri template="/a?sig=b"/>', 'key'],
    ['<rewrite-uri template="/a?b=c&amp;CODE=d"/>', 'key'],
    ['<rewrite-uri template="/sig/a"/>', undefined],
    ['<rewrite-uri template="/a?design=b"/>', undefined],
    ['<rewrite-uri/>', undefined],
    ['<set-query-parameter name="sig"/>', 'key'],
    ['<set-query-parameter name="Code"/>', 'key'],
    ['<set-query-parameter name="signature"/>', undefined],
    ['<set-query-parameter/>', undefined],
    ['<set-method>GET</set-method>', undefined],
  ])('%s: %s', (xml, expected) => {
    expect(shown(xml)).toBe(expected);
  });

  it('is who mints a token, and for whom', () => {
    const minted = (rest: string) => mintedToken(element(`<authentication-managed-identity ${rest}/>`));
    expect(minted('resource="r" client-id="c"')).toMatchObject({
      audience: [[{ text: 'r' }]],
      clientId: [[{ text: 'c' }]],
      workload: false,
    });
    expect(minted('')).toEqual({ audience: undefined, clientId: undefined, workload: false });
    expect(minted('authentication-provider="WorkloadIdentity"').workload).toBe(true);
    expect(minted('authentication-provider="other"').workload).toBe(false);
  });
});
