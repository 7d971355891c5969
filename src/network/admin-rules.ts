/** Security admin rules of Azure Virtual Network Manager, which go before every network security group. Rules: docs/rules.md#security-rules. */
import { type Json, list, same, text, texts } from '../model/json.ts';
import type { Flow } from './flow.ts';
import type { ConcreteEnds } from './flow-ends.ts';
import { accessOf, priorityOf, type RuleEnd, type SecurityRule, walk } from './security-rule.ts';

/** A network group stands for members that the rule does not list, so its side can be covered in part only. */
function end(rule: Json, property: 'sources' | 'destinations'): RuleEnd {
  const items = list(rule, 'properties', property);
  const groups = items.some((item) => same(text(item, 'addressPrefixType'), 'NetworkGroup'));
  const prefixes = items.flatMap((item) => text(item, 'addressPrefix') ?? []);
  return { prefixes: groups ? [] : prefixes, groups };
}

/** Reads one effective admin rule. What Azure words otherwise than we know ends as `unclear`, which never decides. */
export function adminRule(rule: Json): SecurityRule {
  return {
    name: text(rule, 'properties', 'displayName') ?? text(rule, 'name') ?? 'unnamed',
    priority: priorityOf(rule),
    access: accessOf(rule),
    direction: text(rule, 'properties', 'direction'),
    protocol: text(rule, 'properties', 'protocol') ?? '*',
    source: end(rule, 'sources'),
    destination: end(rule, 'destinations'),
    sourcePorts: texts(rule, 'properties', 'sourcePortRanges'),
    destinationPorts: texts(rule, 'properties', 'destinationPortRanges'),
    origin: 'admin',
    property: 'properties.access',
  };
}

/** What admin rules leave of a flow: they let it pass or not, leave it to the security group, or it cannot be told. */
export type AdminVerdict =
  | { readonly answer: 'continue'; readonly unless?: never }
  /** `rule` decides, or is the first that leaves it open. */
  | { readonly answer: 'allow' | 'deny' | 'unknown'; readonly rule: SecurityRule }
  /** `unless`: what the security group must answer for `rule`, which meets a part only, to make no difference. */
  | { readonly answer: 'continue'; readonly unless: 'allow' | 'deny'; readonly rule: SecurityRule };

const MEANING = { Allow: 'continue', AlwaysAllow: 'allow', Deny: 'deny', unclear: 'unknown' } as const;

/**
 * Runs the admin rules over a flow. Where rules that meet a part of it would decide otherwise than the rest, the answer is
 * `continue` with `unless` if the security group may make it the same, else `unknown`.
 */
export function judgeAdminRules(rules: readonly SecurityRule[], flow: Flow, ends: ConcreteEnds): AdminVerdict {
  const { parts, deciding } = walk(rules, flow, ends);
  const last = deciding === undefined ? 'continue' : MEANING[deciding.access];
  const meanings = new Set([...parts.map((rule) => MEANING[rule.access]), last]);
  const rule = parts.find((part) => MEANING[part.access] !== last) ?? deciding;
  if (rule === undefined) return { answer: 'continue' };
  if (meanings.size === 1) return last === 'continue' ? { answer: last } : { answer: last, rule };
  const fixed = [...meanings].filter((meaning) => meaning !== 'continue');
  const [only] = fixed;
  if (fixed.length === 1 && (only === 'allow' || only === 'deny')) return { answer: 'continue', rule, unless: only };
  return { answer: 'unknown', rule };
}
