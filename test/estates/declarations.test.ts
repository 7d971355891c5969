/** What a person knows ends what Azure cannot show: `check --declarations`, from the file to the verdict. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ArmResource } from '../../src/model/arm.ts';
import { check } from '../support/command-line.ts';
import { api, backend, inbound, managedIdentity, namedValue, policy, sendRequest } from '../support/policies.ts';
import { APIM, apim, armId } from '../support/resources.ts';
import { storageAccount } from '../support/targets.ts';

const XML = inbound(sendRequest('https://{{host}}/x'));
const POLICY = `${APIM}/apis/orders/policies/policy`;
const hash = (text: string) => `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
const closed = storageAccount('stprod', { bypass: 'AzureServices' });
const estate = (...more: readonly ArmResource[]) => ({
  resources: [apim(), api('orders'), policy('apis/orders', XML), namedValue('host', undefined), ...more],
});

interface Said {
  readonly verdict: string;
  readonly notes: readonly string[];
  readonly items: readonly {
    readonly subject: string;
    readonly status: string;
    readonly reason?: string;
    readonly message: string;
    readonly source?: { readonly policy: string; readonly hash: string };
  }[];
}

describe('check --declarations', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'declarations-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (content: unknown, at = estate(), words: readonly string[] = ['--today', '2026-11-22']) => {
    const file = path.join(folder, 'declarations.json');
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return check(['apim-prod', '--json', '--declarations', file, ...words], at);
  };
  const said = async (content: unknown, at = estate()): Promise<Said> => {
    const { out, err } = await run(content, at);
    if (out === '') throw new Error(err);
    const [report] = JSON.parse(out).reports;
    const { items } = report.findings.find(
      (one: { requirement: string }) => one.requirement === 'gateway-dependencies',
    );
    return { verdict: report.verdict, notes: report.notes, items };
  };
  const declared = (rest: Record<string, unknown> = {}) => [
    { policy: POLICY, hash: hash(XML), destination: 'none', by: 'Ann', ...rest },
  ];

  it('finds in the report what it has to name: the policy, and the hash of its text', async () => {
    const { items } = await said([]);
    expect(items).toMatchObject([
      { status: 'unknown', reason: 'SECRET_NAMED_VALUE', source: { policy: POLICY, hash: hash(XML) } },
    ]);
  });

  it('names a backend whose address is secret by that address as it was read', async () => {
    const url = 'https://{{host}}';
    const at = {
      resources: [
        apim(),
        backend('b', url),
        namedValue('host', undefined),
        policy('', inbound('<set-backend-service backend-id="b" />', managedIdentity())),
      ],
    };
    const source = { policy: `${APIM}/backends/b`, hash: hash(url) };
    expect((await said([], at)).items).toMatchObject([{ status: 'unknown', source }]);
    expect((await said([{ ...source, destination: 'none', by: 'Ann' }], at)).items).toMatchObject([
      { status: 'pass', reason: 'DECLARED' },
    ]);
  });

  it('"none of the six services" is a pass that says by whom, and the answer names it', async () => {
    const { verdict, items, notes } = await said(declared({ until: '2026-11-22' }));
    expect(items).toMatchObject([{ subject: POLICY, status: 'pass', reason: 'DECLARED' }]);
    expect(items[0]?.message).toContain('as Ann declared');
    expect(verdict).not.toBe('undecided');
    expect(notes).toEqual([
      'Declared by Ann until 22 November 2026, not seen: apis/orders/policies/policy calls none of the six services.',
    ]);
  });

  it('judges a declared host like one that was read', async () => {
    const host = 'stprod.blob.core.windows.net';
    const read = estate(closed, policy('apis/other', inbound(sendRequest(`https://${host}/x`))), api('other'));
    const one = await said(declared({ destination: host }), estate(closed));
    expect(one.items).toMatchObject([{ subject: closed.id, status: 'fail', reason: 'G-RELIES' }]);
    expect(one.items[0]?.message).toContain('declared by Ann');
    expect((await said([], read)).items).toContainEqual(
      expect.objectContaining({ subject: closed.id, reason: 'G-RELIES' }),
    );
  });

  it('tells many in one sentence, and still every one that has no effect', async () => {
    const many = [1, 2, 3].map((number) => ({
      policy: `${APIM}/apis/a${number}/policies/policy`,
      hash: hash(XML),
      destination: 'none',
      by: 'Ann',
    }));
    const at = estate(
      ...many.flatMap(({ policy: id }, index) => [api(`a${index + 1}`), { ...policy(`apis/a${index + 1}`, XML), id }]),
    );
    const { notes } = await said([...many, ...declared({ until: '2026-01-01', by: 'Bob' })], at);
    expect(notes).toEqual([
      'Declared by Ann, not seen: what 3 policies and addresses call.',
      'The declaration by Bob about apis/orders/policies/policy has no effect: it ended on 1 January 2026.',
    ]);
  });

  it('takes several for one policy: one that calls two hosts', async () => {
    const both = [
      ...declared({ destination: 'stprod.blob.core.windows.net' }),
      ...declared({ destination: 'https://api.contoso.com/v1' }),
    ];
    const { items } = await said(both, estate(closed));
    expect(items.map(({ status, reason }) => [status, reason])).toEqual([
      ['fail', 'G-RELIES'],
      ['pass', 'DECLARED'],
    ]);
  });

  it.each([
    ['a text that has changed', { hash: hash('<policies/>') }, 'the text it was made about has changed'],
    [
      'a policy that is gone',
      { policy: `${APIM}/apis/gone/policies/policy` },
      'the text it was made about has changed',
    ],
    ['a day that has passed', { until: '2026-11-21' }, 'it ended on 21 November 2026'],
  ])('gives no effect to %s, and says so', async (_, rest, why) => {
    const { items, notes } = await said(declared(rest));
    expect(items).toMatchObject([{ status: 'unknown', reason: 'SECRET_NAMED_VALUE' }]);
    expect(notes).toEqual([expect.stringContaining(why)]);
  });

  it('never answers for the policy of another instance', async () => {
    const other = armId('Microsoft.ApiManagement/service/apim-prod-2');
    const { items, notes } = await said(declared({ policy: `${other}/apis/orders/policies/policy` }));
    expect(items).toMatchObject([{ status: 'unknown' }]);
    expect(notes).toEqual([]);
  });

  it('compares ids and hashes in any case', async () => {
    const { items } = await said(
      declared({ policy: POLICY.toUpperCase(), hash: hash(XML).toUpperCase().replace('SHA', 'sha') }),
    );
    expect(items).toMatchObject([{ status: 'pass', reason: 'DECLARED' }]);
  });

  it('does not make up who calls: an identity that is not known stays so', async () => {
    const xml = inbound(
      '<cache-lookup-value key="k" variable-name="t" />',
      sendRequest(
        '@(context.Request.Headers.GetValueOrDefault("u",""))',
        '<set-header name="Authorization"><value>@((string)context.Variables["t"])</value></set-header>',
      ),
    );
    const at = { resources: [apim(), api('orders'), policy('apis/orders', xml), closed] };
    const before = await said([], at);
    expect(before.items.some(({ source }) => source?.hash === hash(xml))).toBe(true);
    const { items } = await said(declared({ hash: hash(xml), destination: 'stprod.blob.core.windows.net' }), at);
    expect(items.every(({ status }) => status !== 'pass')).toBe(true);
  });

  it.each([
    ['no JSON', '{'],
    ['no list', {}],
    ['an entry that is none', [null]],
    ['no policy', declared({ policy: 'orders' })],
    ['no hash', declared({ hash: 'sha256:12' })],
    ['a destination that is no host', declared({ destination: 'the storage' })],
    ['nobody who says it', declared({ by: ' ' })],
    ['a day that does not exist', declared({ until: '2026-02-30' })],
  ])('refuses a file with %s: exit status 64, one sentence, nothing on stdout', async (_, content) => {
    const { status, out, err } = await run(content);
    expect([status, out]).toEqual([64, '']);
    expect(err).toContain('were refused: ');
  });

  it('refuses a file that is not there', async () => {
    expect(await check(['apim-prod', '--declarations', path.join(folder, 'none.json')], estate())).toMatchObject({
      status: 64,
      out: '',
      err: expect.stringContaining('there is no such file'),
    });
  });
});
