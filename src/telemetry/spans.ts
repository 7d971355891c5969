/** Spans around our own work. Until telemetry is started they cost nothing. */

import { type Attributes, type Span, type SpanOptions, SpanStatusCode, trace } from '@opentelemetry/api';
import { faultName } from '../model/fault-fields.ts';

const NAME = 'apim-readiness-bot';

/** Runs work within a span. It ends with the work; work that fails makes it a failed one, with the error's name alone. */
export function spanned<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
  return trace.getTracer(NAME).startActiveSpan(name, options, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: faultName(error) });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Tells of something that has just ended, as a part of what runs now. */
export function happened(
  name: string,
  { milliseconds, hasFailed, ...options }: SpanOptions & { readonly milliseconds: number; readonly hasFailed: boolean },
): void {
  const end = Date.now();
  const span = trace.getTracer(NAME).startSpan(name, { ...options, startTime: end - milliseconds });
  if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(end);
}

/** Adds to what runs now. */
export function note(attributes: Attributes): void {
  trace.getActiveSpan()?.setAttributes(attributes);
}
