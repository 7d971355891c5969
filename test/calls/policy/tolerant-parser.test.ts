import type { PolicyElement } from '../../../src/calls/policy/policy-element.ts';
import { MAX_POLICY_DEPTH } from '../../../src/calls/policy/policy-element.ts';
import { parseStrictly } from '../../../src/calls/policy/strict-parser.ts';
import { parseTolerantly } from '../../../src/calls/policy/tolerant-parser.ts';

/** An element in one line: `name[attribute=value]{text}(children)`. */
function show({ name, attributes, text, children }: PolicyElement): string {
  const own = [...attributes].map((pair) => `[${pair.join('=')}]`).join('');
  const inside = children.length === 0 ? '' : `(${children.map(show).join(' ')})`;
  return `${name}${own}${text === '' ? '' : `{${text}}`}${inside}`;
}

const shown = (root: PolicyElement | undefined) => (root === undefined ? undefined : show(root));
const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);

describe('well-formed XML', () => {
  it.each([
    ['<a/>', 'a'],
    [' <A B="c" d=\'e\'>f</A> ', 'a[b=c][d=e]{f}'],
    ['<a>b<c/>d<e>f</e></a>', 'a{bd}(c e{f})'],
    ['<a><![CDATA[<b>]]></a>', 'a{<b>}'],
    ['<a b="&lt;&gt;&amp;&quot;&apos;&#65;&#x42;">&lt;</a>', `a[b=<>&"'AB]{<}`],
    ['<?xml version="1.0"?><!-- b --><a><!-- c --><?d e?></a><!-- f -->', 'a'],
    ['<a b = "c"\n d\t=\n\'e\' />', 'a[b=c][d=e]'],
    ['<a>@</a>', 'a{@}'],
    ['<a>a@b.c</a>', 'a{a@b.c}'],
    ['<a b="@c"/>', 'a[b=@c]'],
    ['<_a/>', '_a'],
    [nested(MAX_POLICY_DEPTH), `${'a('.repeat(MAX_POLICY_DEPTH - 1)}a${')'.repeat(MAX_POLICY_DEPTH - 1)}`],
  ])('%j is read alike by both parsers', (xml, expected) => {
    expect(shown(parseStrictly(xml))).toBe(expected);
    expect(shown(parseTolerantly(xml))).toBe(expected);
  });

  it('is read in pieces', () => {
    const text = 'x'.repeat(200_000);
    expect(shown(parseStrictly(`<a b="c">${text}</a>`))).toBe(`a[b=c]{${text}}`);
  });

  it.each([
    '',
    ' ',
    'a',
    '<a>',
    '</a>',
    '<a></b>',
    '<a/><b/>',
    '<a/><b>',
    '<a/><b c="d"',
    '<a/><b ',
    '<a/>b',
    'a<b/>',
    '<a><b></a></b>',
    '<a b=',
    '<a b="c',
    '<a b/>',
    '<a b=c/>',
    '<a b=c="d"/>',
    '<a ="b"/>',
    '<a></a',
    '<a></a b>',
    '<a><!-- b</a>',
    '<a><![CDATA[b</a>',
    '<a><?b</a>',
    '<!DOCTYPE a><a/>',
    '<a><!b></a>',
    nested(MAX_POLICY_DEPTH + 1),
  ])('is not %j, for neither parser', (xml) => {
    expect(parseStrictly(xml)).toBeUndefined();
    expect(parseTolerantly(xml)).toBeUndefined();
  });
});

describe('a policy that is no well-formed XML', () => {
  it.each([
    ['<a b="@(c < d && e["f"])"/>', 'a[b=@(c < d && e["f"])]'],
    ['<a>@(b < c ? "<d>" : "")</a>', 'a{@(b < c ? "<d>" : "")}'],
    ['<a>@{ return "</a>"; }</a>', 'a{@{ return "</a>"; }}'],
    ['<a>b < c & d</a>', 'a{b < c & d}'],
    ['<a>b <= c</a>', 'a{b <= c}'],
    ['<a>b <', undefined],
    ['<a b="c"d="e">f</a  >', 'a[b=c][d=e]{f}'],
    ['<a b="c" b="d"/>', 'a[b=d]'],
    ['<a>&nope;&lt;&#0;&#1114111;&#1114112;&#x41;</a>', 'a{&nope;<&#0;\u{10ffff}&#1114112;A}'],
    ['<a b="c/>', undefined],
    ['<a /b>', undefined],
    ['<a @>', undefined],
    ['<a><1></a>', 'a{<1>}'],
  ])('%j is read as %j', (text, expected) => {
    expect(shown(parseTolerantly(text))).toBe(expected);
    expect(parseStrictly(text)).toBeUndefined();
  });

  it.each(['<a>@(b</a>', '<a b="@(c"/>'])('is not %j, whose expression never ends', (text) => {
    expect(parseTolerantly(text)).toBeUndefined();
  });
});
