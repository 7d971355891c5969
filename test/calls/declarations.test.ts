/** What answers tell about declarations. */
import { createHash } from 'node:crypto';
import { declarationNotes } from '../../src/calls/declarations.ts';
import type { Declaration } from '../../src/model/declaration.ts';
import { render } from '../../src/model/text.ts';
import { inbound, policy, sendRequest } from '../support/policies.ts';
import { APIM, apim } from '../support/resources.ts';
import { subjectOf } from '../support/subject.ts';

const TEXT = inbound(sendRequest('@((string)context.Variables["url"])'));
const policies = ['a', 'b', 'c'].map((name) => policy(`apis/${name}`, TEXT));

const declared = (index: number, rest: Partial<Declaration> = {}): Declaration => ({
  policy: policies[index]?.id ?? '',
  hash: `sha256:${createHash('sha256').update(TEXT, 'utf8').digest('hex')}`,
  destination: 'none',
  by: 'Ana',
  ...rest,
});

const notes = (declarations: readonly Declaration[], around = policies) =>
  declarationNotes(subjectOf([apim(), ...around], { declarations, today: '2026-11-22' })).map((note) => render(note));

describe('what answers tell about declarations', () => {
  it('is each one that holds, by whom', () => {
    expect(notes([declared(0), declared(1, { by: undefined, until: '2026-11-22' })])).toEqual([
      expect.stringMatching(/^Declared by Ana, not seen: apis\/a.* calls none of the six services\.$/),
      expect.stringMatching(/^Declared by somebody until 22 November 2026, not seen: apis\/b/),
    ]);
  });

  it('is one sentence for more than two that hold, beside each that has no effect', () => {
    const many = [declared(0), declared(1), declared(2, { by: 'Ben' })];

    expect(notes(many)).toEqual(['Declared by Ana, Ben, not seen: what 3 policies and addresses call.']);
    expect(notes(many.map((one) => ({ ...one, by: undefined })))).toEqual([
      'Declared, not seen: what 3 policies and addresses call.',
    ]);
    expect(notes([...many, declared(0, { until: '2026-11-21' })])).toHaveLength(2);
  });

  it('is why one has no effect', () => {
    expect(notes([declared(0, { until: '2026-11-21' })])).toEqual([
      expect.stringContaining('has no effect: it ended on 21 November 2026'),
    ]);
    expect(notes([declared(0, { hash: `sha256:${'0'.repeat(64)}` })])).toEqual([
      expect.stringContaining('has no effect: the text it was made about has changed'),
    ]);
    expect(notes([declared(0)], [])).toEqual([expect.stringContaining('has changed')]);
  });

  it('is nothing about another instance, or where none is declared', () => {
    expect(notes([declared(0, { policy: `${APIM}2/apis/a/policies/policy` })])).toEqual([]);
    expect(notes([])).toEqual([]);
  });
});
