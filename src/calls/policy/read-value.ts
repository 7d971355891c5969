/** From the text of an attribute or element to its template. */
import { evaluateExpression } from './expression.ts';
import { expressionEnd, expressionStarts } from './expression-scan.ts';
import { ANY_VARIABLE, computed, join, type Template, withNamedValues } from './template.ts';

/** Takes an attribute's or element's text apart: constants, named values, and expressions as far as they are constant. */
export function templateOf(text: string): Template {
  const parts: Template[] = [];
  const trimmed = text.trim();
  let start = 0;
  let here = 0;
  while (here < trimmed.length) {
    if (!expressionStarts(trimmed, here)) {
      here += 1;
      continue;
    }
    parts.push(withNamedValues(trimmed.slice(start, here)));
    const end = expressionEnd(trimmed, here);
    if (end < 0) return join([...parts, computed([trimmed.slice(here)], [ANY_VARIABLE])]);
    parts.push(evaluateExpression(trimmed.slice(here, end)));
    start = end;
    here = end;
  }
  return join([...parts, withNamedValues(trimmed.slice(start))]);
}
