/** The flows of a row of required ports, and what may be said of a judgement. Rules: docs/rules.md#network-rules. */

import { whatDecides } from '../../../fixes/unread.ts';
import { primaryLocation } from '../../../instance/locations.ts';
import type { ReasonCode } from '../../../model/reasons.ts';
import { say, type Text } from '../../../model/text.ts';
import type { RequiredPort } from '../../../network/required-ports.ts';
import type { Flow, FlowJudgement } from '../../../network/sight.ts';
import type { JudgedSubnet } from './judged-subnets.ts';

/** The location and the primary one: regional service tags must open both (docs/rules.md#network-rules). */
function regionsOf({ service, location }: JudgedSubnet): readonly string[] {
  return [...new Set([location.name, primaryLocation(service).name])];
}

/** Each direction and port of a row as a flow of its own. */
export function flowsOf(judged: JudgedSubnet, row: RequiredPort, ports: readonly number[]): readonly Flow[] {
  return row.directions.flatMap((direction) =>
    ports.map((port) => ({
      direction,
      protocol: row.protocol,
      source: { tag: row.source },
      destination: { tag: row.destination },
      port,
      regions: regionsOf(judged),
    })),
  );
}

/** Why a judgement is undecided, and what would decide it. */
export function undecidedBecause({ message, reason }: Extract<FlowJudgement, { readonly reason: ReasonCode }>): Text {
  const decides = whatDecides(reason);
  return say('{why} {decides}', { why: message, decides });
}
