/** The pages of a query to Resource Graph: which to ask for next, and whether those that came are all there are. */
import { type ArmResource, idKey } from '../model/arm.ts';
import type { HeaderReader } from '../model/http-failure.ts';
import { isObject, type Json } from '../model/json.ts';
import { type Failure, failureOf, type RequestOutcome } from './failure.ts';
import { rowFrom } from './resource-shape.ts';

/** What a query yielded. */
export interface GraphAnswer {
  /** Every row read, each id once, by id. */
  readonly rows: readonly ArmResource[];
  /** undefined when these are all rows there are; otherwise why they are not. */
  readonly failure: Failure | undefined;
}

/** One page as it came. */
export interface GraphPage {
  readonly rows: readonly ArmResource[];
  readonly skipToken: string | undefined;
  readonly totalRecords: number;
  readonly truncated: boolean;
}

/** What is asked for one page. */
export interface PageQuery {
  readonly text: string;
  readonly top: number;
  readonly skipToken: string | undefined;
}

const ROWS_PER_PAGE = 1000;

/** The pages of one query, and which to ask for next. */
export class GraphPages {
  readonly #query: string | (() => string);
  readonly #most: number;
  readonly #rows = new Map<string, ArmResource>();
  #text: string | undefined;
  #top = ROWS_PER_PAGE;
  #skipToken: string | undefined;
  #pages = 0;
  #read = 0;
  #truncated = false;

  constructor(query: string | (() => string), most: number) {
    this.#query = query;
    this.#most = most;
  }

  next(): PageQuery {
    this.#text ??= typeof this.#query === 'string' ? this.#query : this.#query();
    return { text: this.#text, top: this.#top, skipToken: this.#skipToken };
  }

  /** Takes what came of the page that was asked for; the whole answer once there is no other to ask for. */
  take(outcome: RequestOutcome<GraphPage>): GraphAnswer | undefined {
    this.#pages += 1;
    if (!outcome.ok) return this.#fail(outcome.failure);
    const { rows, skipToken, totalRecords, truncated } = outcome.value;
    for (const row of rows) this.#rows.set(idKey(row.id), row);
    this.#read += rows.length;
    this.#truncated ||= truncated;
    if (skipToken === undefined) {
      const lost = this.#truncated || this.#read < totalRecords;
      return this.#answer(lost ? failureOf('PAGE_CUT', 'ResultTruncated') : undefined);
    }
    if (skipToken === this.#skipToken || this.#pages >= this.#most) {
      return this.#answer(failureOf('PAGE_CUT', 'TooManyPages'));
    }
    this.#skipToken = skipToken;
    return undefined;
  }

  /** A page that is too large is asked for again in halves. */
  #fail(failure: Failure): GraphAnswer | undefined {
    if (failure.detail === 'ResponsePayloadTooLarge' && this.#top > 1) {
      this.#top = Math.floor(this.#top / 2);
      return undefined;
    }
    const later = this.#rows.size > 0 && failure.reason !== 'THROTTLED';
    return this.#answer(later ? failureOf('PAGE_CUT', failure.detail) : failure);
  }

  #answer(failure: Failure | undefined): GraphAnswer {
    const rows = [...this.#rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    return { rows, failure };
  }
}

/** Reads a page; undefined when it does not look as documented. `resultTruncated` is a word, not a boolean. */
export function pageOf(body: unknown, header: HeaderReader): GraphPage | undefined {
  if (!isObject(body) || !Array.isArray(body.data) || typeof body.totalRecords !== 'number') return undefined;
  const rows = (body.data as readonly Json[]).map(rowFrom);
  if (rows.some((row) => row === undefined)) return undefined;
  const skipToken = body.$skipToken;
  const hasNext = typeof skipToken === 'string' && skipToken !== '';
  const tooManySubscriptions = header('x-ms-tenant-subscription-limit-hit')?.toLowerCase() === 'true';
  return {
    rows: rows.filter((row) => row !== undefined),
    skipToken: hasNext ? skipToken : undefined,
    totalRecords: body.totalRecords,
    truncated: tooManySubscriptions || (!hasNext && String(body.resultTruncated).toLowerCase() === 'true'),
  };
}
