import { templateOf } from '../../../src/calls/policy/read-value.ts';
import { literalsOf, type Template, type TemplatePiece } from '../../../src/calls/policy/template.ts';

function piece(one: TemplatePiece): string {
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

  it.each([
    ["\"a\" + 'b' + '\\n'.ToString()", 'ab\n'],
    ['1.ToString()', '*'],
    ['null', ''],
    ['null.Foo()', '*'],
    ['a == "b"', '*'],
    ['!a', '*'],
    ['a ? "1"', '*'],
    ['a ? "1" : b ? "2" : "3"', '1 | 2 | 3'],
    ['(a ? "1" : "2") + (b ? "3" : "4")', '13 | 14 | 23 | 24'],
    ['Foo() ?? "b"', '* | b'],
    ['(string)context.Variables["u"] ?? (string)context.Variables["v"] ?? "c"', '[u or [v or c]]'],
    ['context.Variables.GetValueOrDefault("u", "a") ?? "b"', '[u or a] | b'],
    ['context.Variables["u"] + "x" ?? "b"', '[u]x | b'],
    ['(a ? context.Variables["u"] : "x") ?? "b"', '[u] | x | b'],
    ['new Uri("https://a/")', 'https://a/'],
    ['new UriBuilder("https://a/").ToString() + "b"', 'https://a/b'],
    ['new Uri(context.Request.Url, "https://a/")', '*'],
    ['new Foo("https://a/")', '*'],
    ['new Uri', '*'],
    ['string.Copy("a")', 'a'],
    ['string.Copy()', '*'],
    ['string.Join("a", "b")', '*'],
    ['string.Empty', '*'],
    ['string.Concat("a", "b").Trim()', 'ab'],
    ['string.Format()', '*'],
    ['string.Format("{0}-{2}", "a", "b")', 'a-*'],
    ['string.Format("{0,5}{1:N}", "a", "b")', 'ab'],
    ['string.Format(a ? "{0}1" : "{0}2", "b")', 'b1 | b2'],
    ['string.Format("{{n}}/{0}", "b")', '{{n}}/b'],
    ['Foo.Format("a")', '*'],
    ['Convert.ToString("a").Trim()', 'a'],
    ['Convert.ToInt32("1")', '*'],
    ['Convert.ToString', '*'],
    ['(string)"a"', 'a'],
    ['(System.Uri)"a"', 'a'],
    ['("a")("b")', '*'],
    ['()"a"', '*'],
    ['(a + b) "c"', '*'],
    ['("a").Trim()', 'a'],
    ['"a".ToLower().Trim()', 'a'],
    ['"a"?.ToString()', 'a'],
    ['"a"[0]', '*'],
    ['"a".Replace("a", "b")', '*'],
    ['"a".Length', '*'],
    ['"a" "b"', '*'],
    ['"a ".TrimEnd()', 'a'],
    ['"a/-".TrimEnd("-/")', 'a'],
    ['"https://a.b/".Host', 'a.b'],
    ['"https://a.b/".Host()', '*'],
    ['new Uri("https://a.b/").AbsoluteUri', 'https://a.b/'],
    ['context.Request.Url.Scheme + "://a"', 'https://a'],
    ['context.Request.OriginalUrl.Scheme + "://a"', 'https://a'],
    ['context.Request.OriginalUrl.Path', '*'],
    ['context.Request.OriginalUrl', '<gateway>'],
    ['context.Request.Url.Host', '<request host>'],
    ['context.Request.Url.Port', '*'],
    ['context.Api.ServiceUrl.Host', '<service host>'],
    ['context.Api.Name', '*'],
    ['context.Request["Url"]', '*'],
    ['context', '*'],
    ['context.Variables', '*'],
    ['context.Variables[$"u"]', '*'],
    ['context.Variables[u]', '*'],
    ['context.Variables["u" + "v"]', '*'],
    ['context.Variables["u"].ToString().TrimEnd()', '[u]'],
    ['context.Variables.ContainsKey("u")', '*'],
    ['context.Variables.GetValueOrDefault(u, "a")', '*'],
    ['context.Variables.GetValueOrDefault<string>("u", Foo()).Trim()', '[u or *]'],
    ['context.Request.Headers.GetValueOrDefault("x")', '*'],
    ['context.Request.Headers.GetValueOrDefault("x", "a").Trim() + "/b"', '*/b | a/b'],
    ['$"a{b("}")}c"', 'a*c'],
    ['$"{"a"}{"b"}"', 'ab'],
    ['$@"a\\{"b"}"', 'a\\b'],
    ['$"{{n}}{"a"}"', '{{n}}a'],
    ['$"a"', 'a'],
    ['', '*'],
  ])('reads @(%s)', (code, expected) => {
    expect(show(templateOf(`@(${code})`))).toBe(expected);
  });

  it.each([
    ['Foo("a");', '*'],
    ['', '*'],
    ['return ("a");', 'a'],
    ['RETURN "a"; return "b"', 'a | b'],
    ['var u = "1"; u = "2"; return u;', '2'],
    ['var u = "1"; if (a) { Foo(); } u = "3"; return u;', '3'],
    ['var u = "1"; if (a) { if (b) u = "2"; } return u;', '1 | 2'],
    ['var u = "1"; if (a) { { u = "2"; } } return u;', '1 | 2'],
    ['var u = "1"; while (a) u = "2"; return u;', '1 | 2'],
    ['var u = "1"; for (var i = 0; i < 2; i += 1) u = "2"; return u;', '1 | 2'],
    ['var u = "1"; foreach (var x in y) { u = "2"; } return u;', '1 | 2'],
    ['var u = "1"; do u = "2"; while (a); return u;', '1 | 2'],
    ['var u = "1"; try { u = "2"; } catch (Exception e) { u = "3"; } finally { u = "4"; } return u;', '1 | 2 | 3 | 4'],
    ['switch (x) { case "a": return "1"; default: return "2"; }', '1 | 2'],
    ['var u = default(string); u = "1"; return u;', '1'],
    ['if (a) { var u = "1"; Foo(u); } if (b) { var u = "2"; return u; } return "3";', '2 | 3'],
    ['using var u = "a"; return u;', 'a'],
    ['List<string[]>? u = "a"; return u;', 'a'],
    ['var u = "1"; x.u = "2"; return u;', '1'],
    ['var u = "1"; u[0] = "2"; return u;', '1'],
    ['var x = new Foo { A = "1", B = { C = "2" } }; return "3";', '3'],
    ['var x = y.Select(z => { return "1"; }); return "2";', '2'],
    ['var x = new[] { "1" }; return x;', '*'],
    ['u += "a"; return u;', '*a'],
    ['var u = "1"; if (a) u += "2"; return u;', '1 | 12'],
    ['string u = "1"; Foo(ref u); return u;', '*'],
    ['Foo(out var u); return u;', '*'],
    ['string u = "1"; Foo(out string u); return u;', '*'],
    ['string u = "1"; Foo(u); return u;', '1'],
    ['out; return "1";', '1'],
    ['string u; if (a) u = "1"; return u.ToString();', '1'],
  ])('reads @{ %s }', (code, expected) => {
    expect(show(templateOf(`@{ ${code} }`))).toBe(expected);
  });

  it('reads as many words as anybody writes', () => {
    const sum = (operands: number) => templateOf(`@(${Array(operands).fill('"a"').join('+')})`);
    expect(show(sum(2000))).toBe('a'.repeat(2000));
    expect(show(sum(2001))).toBe('*');
  });

  it('takes any variable for one that an expression may read which nobody can take apart', () => {
    expect(templateOf('@("a) b')).toEqual([[{ kind: 'computed', literals: ['@("a) b'], variables: ['*'] }]]);
    expect(templateOf('x@("a" + ')).toMatchObject([[{ text: 'x' }, { literals: ['@("a" +'], variables: ['*'] }]]);
  });

  it('keeps the constants of what is computed, for a host that is written out in full', () => {
    expect(literalsOf(templateOf('@(Foo("https://kv.vault.azure.net", x))'))).toContain('https://kv.vault.azure.net');
    expect(literalsOf(templateOf('@{ var a = "https://kv.x"; a += "/b"; return a; }'))).toContain('https://kv.x');
  });

  it('keeps the known beginning of more choices than anybody writes', () => {
    const choice = '(a ? "1" : "2")';
    expect(show(templateOf(`@(${Array(6).fill(choice).join(' + ')})`))).toMatch(/^(?:[12]{5}\* \| ){31}[12]{5}\*$/);
  });

  it.each([
    ['a sum', (inner: string) => `"a" + ${inner}`],
    ['a choice', (inner: string) => `x ? "a" : ${inner}`],
    ['another choice', (inner: string) => `x ? ${inner} : "a"`],
    ['a fallback', (inner: string) => `context.Variables["x"] ?? ${inner}`],
    ['a cast', (inner: string) => `(string)${inner}`],
    ['a cast behind', (inner: string) => `${inner} as string`],
    ['an address', (inner: string) => `new Uri(${inner})`],
    ['string.Concat', (inner: string) => `string.Concat("a", ${inner})`],
    ['Convert.ToString', (inner: string) => `Convert.ToString(${inner})`],
    ['a default', (inner: string) => `context.Request.Headers.GetValueOrDefault("x", ${inner})`],
    ['the default of a variable', (inner: string) => `context.Variables.GetValueOrDefault("x", ${inner})`],
  ])('reads %s nested as deep as anybody does, and no deeper', (_, wrap) => {
    const nested = (depth: number) => {
      let code = '"e"';
      for (let level = 0; level < depth; level += 1) code = `(${wrap(code)})`;
      return show(templateOf(`@(${code})`));
    };
    expect([nested(10).includes('e'), nested(30).includes('e')]).toEqual([true, false]);
  });

  it('takes deep nesting as computed', () => {
    const nested = (depth: number) => show(templateOf(`@(${'('.repeat(depth)}"a"${')'.repeat(depth)})`));
    expect([nested(40), nested(41), nested(500)]).toEqual(['a', '*', '*']);
  });
});
