/** The texts of C# string literals. */

/** `partsOf('$@"a"')`: the marks in front, and what stands between the quotes. */
export function partsOf(source: string): { readonly marks: string; readonly body: string } {
  const quote = source.indexOf('"');
  return { marks: source.slice(0, quote), body: source.slice(quote + 1, -1) };
}

/** A text without its escapes: `\n`, `\u0041`, `\"`. */
export function unescaped(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{1,4}|.)/gs, (_, code: string) => {
    if (/^[ux]./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return { n: '\n', r: '\r', t: '\t', '0': '\0' }[code] ?? code;
  });
}

/** The text of a string literal, verbatim or not; holes of an interpolated one stay as they are. */
export function plainText(source: string): string {
  const { marks, body } = partsOf(source);
  return marks.includes('@') ? body.replaceAll('""', '"') : unescaped(body);
}
