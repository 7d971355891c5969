import { parsePolicy } from '../../../src/calls/policy/parse-policy.ts';
import { MAX_POLICY_DEPTH, MAX_POLICY_LENGTH, type PolicyElement } from '../../../src/calls/policy/policy-element.ts';

function inbound(content: string): string {
  return `<policies><inbound>${content}</inbound></policies>`;
}

function find(root: PolicyElement | undefined, name: string): PolicyElement | undefined {
  if (root === undefined || root.name === name) return root;
  return root.children.map((child) => find(child, name)).find((found) => found?.name === name);
}

describe('parsePolicy', () => {
  it('reads well-formed XML with escaped expressions', () => {
    const root = parsePolicy(
      inbound('<set-variable name="a" value="@(x &lt; 1 &amp;&amp; y ? &quot;1&quot; : &quot;2&quot;)" />'),
    );
    expect(find(root, 'set-variable')?.attributes.get('value')).toBe('@(x < 1 && y ? "1" : "2")');
  });

  it('reads rawxml, whose expressions hold bare signs and quotes', () => {
    const root = parsePolicy(
      inbound(
        '<choose><when condition="@(context.Variables["a"] < 1 && true)"><set-url>@(a < b ? "<x>" : "y")</set-url></when></choose>',
      ),
    );
    expect(find(root, 'when')?.attributes.get('condition')).toBe('@(context.Variables["a"] < 1 && true)');
    expect(find(root, 'set-url')?.text).toBe('@(a < b ? "<x>" : "y")');
  });

  it('leaves comments out and keeps CDATA', () => {
    const root = parsePolicy(inbound('<!-- <set-url>no</set-url> --><a><![CDATA[<yes>]]></a>'));
    expect(find(root, 'set-url')).toBeUndefined();
    expect(find(root, 'a')?.text).toBe('<yes>');
  });

  it('reads a byte order mark, names in any case and single quotes', () => {
    const root = parsePolicy("\uFEFF<Policies><Inbound><Set-URL A='b'>x</Set-URL></Inbound></Policies>");
    expect(find(root, 'set-url')?.attributes.get('a')).toBe('b');
  });

  it.each([
    ['nothing', ''],
    ['a sentence', 'hello'],
    ['another document', '<html><body/></html>'],
    ['an element that never closes', '<policies><inbound>'],
    ['elements that close in the wrong order', '<policies><inbound><a></inbound></a></policies>'],
    ['a tag cut off', '<policies><inbound><send-req'],
    ['an attribute cut off', '<policies><inbound a="b'],
    ['a comment that never ends', '<policies><!-- </policies>'],
    ['an expression that never ends', inbound('<a b="@(c < (d" />')],
    ['two documents', '<policies/><policies/>'],
    ['text after the end', '<policies/>x'],
    ['a document type', `<!DOCTYPE a [<!ENTITY b "https://kv.vault.azure.net">]>${inbound('<set-url>&b;</set-url>')}`],
    ['nesting without end', inbound('<a>'.repeat(MAX_POLICY_DEPTH) + '</a>'.repeat(MAX_POLICY_DEPTH))],
    ['more than is read', inbound('x'.repeat(MAX_POLICY_LENGTH))],
  ])('does not understand %s', (_, text) => {
    expect(parsePolicy(text)).toBeUndefined();
  });

  // The test's own time limit is what fails here should a text make it go round in circles.
  it('comes to an end with a hostile text, however long', () => {
    for (const piece of ['@(', '<a ', '"', '<!--', '&lt;', '<a b="', '@("', '{{', '@{"', '</', '$"{', "'"]) {
      expect(() => parsePolicy(inbound(piece.repeat(Math.floor(900_000 / piece.length))))).not.toThrow();
    }
  });
});
