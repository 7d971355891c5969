/** A query as the simulator runs it: the subset of KQL that it knows, free of the parser's own objects. */

/** What a KQL expression can hold at run time. A missing dynamic value is null; strings are never null. */
export type KustoValue =
  | null
  | string
  | number
  | boolean
  | readonly KustoValue[]
  | { readonly [key: string]: KustoValue };

/** One row; column names are case-sensitive as in KQL. */
export type GraphRow = Readonly<Record<string, KustoValue>>;

/** Operators that compare two values and answer true, false or null. */
export type Comparison = (typeof COMPARISONS)[number];

/** Every comparison operator that is known, negated forms included. */
export const COMPARISONS = [
  '==',
  '!=',
  '=~',
  '!~',
  '<',
  '<=',
  '>',
  '>=',
  'has',
  '!has',
  'contains',
  '!contains',
  'startswith',
  '!startswith',
  'endswith',
  '!endswith',
] as const;

/** Operators that look a value up in a list; the tilde ignores case. */
export type Membership = 'in' | '!in' | 'in~' | '!in~';

export type Expression =
  | { readonly kind: 'literal'; readonly value: KustoValue }
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'path'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'member';
      readonly operator: Membership;
      readonly left: Expression;
      readonly list: readonly Expression[];
    }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression };

export interface NamedExpression {
  readonly name: string;
  readonly expression: Expression;
}

export interface Ordering {
  readonly expression: Expression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

export interface Aggregate {
  readonly name: string;
  /** One of the names in aggregates.ts. */
  readonly aggregate: string;
  readonly arguments: readonly Expression[];
}

export type Stage =
  | { readonly kind: 'where'; readonly condition: Expression }
  | { readonly kind: 'extend'; readonly columns: readonly NamedExpression[] }
  | { readonly kind: 'project'; readonly columns: readonly NamedExpression[] }
  | { readonly kind: 'project-away'; readonly names: readonly string[] }
  | { readonly kind: 'mv-expand'; readonly column: NamedExpression; readonly limit: number }
  | { readonly kind: 'order'; readonly by: readonly Ordering[] }
  | { readonly kind: 'take'; readonly count: number }
  | { readonly kind: 'distinct'; readonly names: readonly string[] }
  | { readonly kind: 'count'; readonly name: string }
  | { readonly kind: 'summarize'; readonly by: readonly NamedExpression[]; readonly aggregates: readonly Aggregate[] };

export interface QueryPlan {
  /** Lower-case table name. */
  readonly table: string;
  readonly stages: readonly Stage[];
  /** Columns of the answer, in order. */
  readonly columns: readonly string[];
}

/** A query that Resource Graph would refuse; each problem is a sentence for the error body. */
export class InvalidQueryError extends Error {
  override readonly name = 'InvalidQueryError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join(' '));
    this.problems = problems;
  }
}
