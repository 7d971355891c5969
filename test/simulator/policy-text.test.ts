import { policyText } from '../../src/simulator/policy-text.ts';

const XML = '<set-url>@(a &lt; b ? "x)" : &quot;y&amp;&quot;)</set-url><!-- a &lt; b -->';
const RAW = '<set-url>@(a < b ? "x)" : "y&")</set-url><!-- a &lt; b -->';

describe('policyText', () => {
  it('shows expressions bare as rawxml and leaves the rest alone', () => {
    expect(policyText(XML, 'xml', 'rawxml')).toBe(RAW);
  });

  it('escapes expressions as xml', () => {
    expect(policyText('<a b="@{ return x > 1 && y < 2; }" />', 'rawxml', 'xml')).toBe(
      '<a b="@{ return x &gt; 1 &amp;&amp; y &lt; 2; }" />',
    );
    expect(policyText(RAW, 'rawxml', 'xml')).toBe(
      '<set-url>@(a &lt; b ? &quot;x)&quot; : &quot;y&amp;&quot;)</set-url><!-- a &lt; b -->',
    );
  });

  it('gives a text back as it is when it has the wanted format, well-formed or not', () => {
    expect(policyText('<broken a="@(1 < 2)">', 'xml', 'xml')).toBe('<broken a="@(1 < 2)">');
  });

  it('knows an escaped quote inside a C# string', () => {
    expect(policyText('<a>@("\\")" + "&lt;")&lt;</a>', 'xml', 'rawxml')).toBe('<a>@("\\")" + "<")&lt;</a>');
  });

  it('survives an expression without an end', () => {
    expect(policyText('<a>@("open &lt;', 'xml', 'rawxml')).toBe('<a>@("open <');
  });
});
