import { templateOf } from '../../../src/calls/policy/read-value.ts';
import { literalsOf, type Piece, type Template } from '../../../src/calls/policy/template.ts';

function piece(one: Piece): string {
  switch (one.kind) {
    case 'literal':
      return one.text;
    case 'named-value':
      return `{{${one.name}}}`;
    case 'variable':
      return `[${one.name}${one.fallback === undefined ? '' : ` or ${show(one.fallback)}`}]`;
    case 'address':
      return `<${one.of}${one.hostOnly === true ? ' host' : ''}>`;
    default:
      return '*';
  }
}

/** A template in one line: constants as they are, `{{name}}`, `[variable]`, and `*` for what is computed; choices by ` | `. */
function show(template: Template): string {
  return template.map((sequence) => sequence.map(piece).join('')).join(' | ');
}

describe('templateOf', () => {
  it.each([
    ['a plain text', 'https://kv.vault.azure.net/secrets/a', 'https://kv.vault.azure.net/secrets/a'],
    ['a named value', 'https://{{kv-host}}/secrets', 'https://{{kv-host}}/secrets'],
    ['a named value with spaces in its braces', '{{ kv-url }}', '{{kv-url}}'],
    ['an expression that is one literal', '@("https://a.b.c/")', 'https://a.b.c/'],
    ['concatenation', '@("https://" + "kv" + ".vault.azure.net")', 'https://kv.vault.azure.net'],
    ['concatenation with something computed', '@("https://a/" + context.RequestId)', 'https://a/*'],
    ['a named value inside a literal', '@("https://{{acct}}.blob/" + 1)', 'https://{{acct}}.blob/1'],
    ['a verbatim literal', '@(@"https://a/""b""")', 'https://a/"b"'],
    ['escapes', '@("a\\u0062\\x63\\"")', 'abc"'],
    ['interpolation with a constant part', '@($"https://{"kv"}.vault")', 'https://kv.vault'],
    ['interpolation with a variable', '@($"https://{context.Variables["kv"]}.vault")', 'https://[kv].vault'],
    ['a named value in an interpolated literal', '@($"https://{{host}}/{1}")', 'https://{{host}}/1'],
    ['string.Format', '@(string.Format("https://{0}.vault/{1}", "kv", context.RequestId))', 'https://kv.vault/*'],
    ['String.Concat', '@(String.Concat("https://", "kv"))', 'https://kv'],
    ['a cast variable', '@((string)context.Variables["url"])', '[url]'],
    ['a typed variable', '@(context.Variables.GetValueOrDefault<string>("url"))', '[url]'],
    [
      'a variable or its default',
      '@(context.Variables.GetValueOrDefault<string>("u", "https://a"))',
      '[u or https://a]',
    ],
    ['a variable as text', '@("https://" + context.Variables["h"].ToString() + "/x")', 'https://[h]/x'],
    ['a choice', '@(context.Request.IsHttps ? "https://a" : "https://b")', 'https://a | https://b'],
    ['a nested choice', '@(a ? b ? "1" : "2" : "3")', '1 | 2 | 3'],
    ['a fallback', '@((string)context.Variables["u"] ?? "https://b")', '[u or https://b]'],
    ['a call of something else', '@(Foo("https://a"))', '*'],
    ['a block that returns a constant', '@{ return "https://a"; }', 'https://a'],
    ['a block with locals', '@{ var kv = "kv"; var u = "https://" + kv + ".x"; return u + "/y"; }', 'https://kv.x/y'],
    ['a block with two returns', '@{ if (a) { return "1"; } return "2"; }', '1 | 2'],
    ['a block whose local changes', '@{ var a = "1"; a = Foo(); return a; }', '*'],
    ['a header or its default', '@(context.Request.Headers.GetValueOrDefault("x", "https://a"))', '* | https://a'],
    ['a variable with as', '@((context.Variables["u"] as string) + "/x")', '[u]/x'],
    ['Convert.ToString', '@(Convert.ToString(context.Variables["u"]))', '[u]'],
    ['a trimmed end', '@("https://a//".TrimEnd(\'/\') + "/x")', 'https://a/x'],
    ['a trimmed variable', '@(((string)context.Variables["u"]).TrimEnd(\'/\') + "/x")', '[u]/x'],
    [
      'a pattern of variable and literal',
      '@(String.Format((string)context.Variables["u"] + "/{0}/{1:N}", 1, "b"))',
      '[u]/1/b',
    ],
    ['the URL of the request', '@(context.Request.Url.ToString())', '<request>'],
    ['the path of the request', '@("https://a" + context.Request.Url.Path)', 'https://a*'],
    ['the host that was called', '@("https://" + context.Request.OriginalUrl.Host + "/x")', 'https://<gateway host>/x'],
    ['the service URL', '@(context.Api.ServiceUrl.ToString() + "/x")', '<service>/x'],
    ['the host of a constant', '@(new Uri("https://a.b/c").Host)', 'a.b'],
    ['a block whose local has two values', '@{ var u = "1"; if (x) { u = "2"; } return u + "/"; }', '1/ | 2/'],
    ['a local set in a branch without braces', '@{ string u; if (x) u = "1"; else u = "2"; return u; }', '1 | 2'],
    ['a local that grows', '@{ var u = "1"; u += "/2"; return u; }', '1/2'],
    [
      'a local that a switch sets',
      '@{ var u = ""; switch (x) { case "a": u = "1"; break; default: u = "2"; break; } return u; }',
      ' | 1 | 2',
    ],
    ['a local that a call fills', '@{ string u = "1"; x.TryGetValue("k", out u); return u; }', '*'],
    ['text around an expression', 'https://kv.vault/@(context.RequestId)/x', 'https://kv.vault/*/x'],
    ['a string with a bracket in it', '@("a)b" + "c")', 'a)bc'],
    ['comments', '@("a" /* ) */ + "b" // )\n)', 'ab'],
    ['an expression that never ends', '@("a" + ', '*'],
    ['arithmetic', '@("a" + (1 * 2))', 'a*'],
  ])('reads %s', (_, text, expected) => {
    expect(show(templateOf(text))).toBe(expected);
  });

  it('keeps the constants of what is computed, for a host that is written out in full', () => {
    expect(literalsOf(templateOf('@(Foo("https://kv.vault.azure.net", x))'))).toContain('https://kv.vault.azure.net');
    expect(literalsOf(templateOf('@{ var a = "https://kv.x"; a += "/b"; return a; }'))).toContain('https://kv.x');
  });

  it('keeps the known beginning of more choices than anybody writes', () => {
    const choice = '(a ? "1" : "2")';
    expect(show(templateOf(`@(${Array(6).fill(choice).join(' + ')})`))).toMatch(/^(?:[12]{5}\* \| ){31}[12]{5}\*$/);
  });

  it('takes deep nesting as computed', () => {
    expect(show(templateOf(`@(${'('.repeat(500)}"a"${')'.repeat(500)})`))).toBe('*');
  });
});
