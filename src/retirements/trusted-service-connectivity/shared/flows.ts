/** The flows of a row of required ports, and what may be said of a judgement. Rules: docs/rules.md#network-rules. */

import { whatDecides } from '../../../fixes/unread-item.ts';
import { type GatewayLocation, primaryLocation } from '../../../instance/locations.ts';
import type { ArmResource } from '../../../model/arm.ts';
import type { ReasonCode } from '../../../model/reasons.ts';
import { remembered, rememberedBy } from '../../../model/remembered.ts';
import { say, type Text } from '../../../model/text.ts';
import type { FlowBetweenTags, FlowJudgement } from '../../../network/flow.ts';
import type { RequiredPort } from '../../../network/required-ports.ts';
import type { JudgedSubnet } from './judged-subnets.ts';

/** Which of its ports a row is asked about. */
export type PortsOfRow = 'ports' | 'optionalPorts';

function flowsOfRow(
  row: RequiredPort,
  regions: readonly string[],
): Readonly<Record<PortsOfRow, readonly FlowBetweenTags[]>> {
  const flows = (ports: readonly number[]) =>
    row.directions.flatMap((direction) =>
      ports.map((port): FlowBetweenTags => {
        const [source, destination] = [{ tag: row.source }, { tag: row.destination }];
        return { direction, protocol: row.protocol, source, destination, port, regions };
      }),
    );
  return { ports: flows(row.ports), optionalPorts: flows(row.optionalPorts ?? []) };
}

/** The flows of each row, seen from one location. */
const flowsFrom = rememberedBy((service: ArmResource, location: GatewayLocation) => {
  // The location and the primary one: regional service tags must open both (docs/rules.md#network-rules).
  const regions = [...new Set([location.name, primaryLocation(service).name])];
  return remembered((row: RequiredPort) => flowsOfRow(row, regions));
});

/** Each direction and port of a row as a flow of its own. */
export function flowsOf(
  { service, location }: JudgedSubnet,
  row: RequiredPort,
  ports: PortsOfRow,
): readonly FlowBetweenTags[] {
  return flowsFrom(service, location)(row)[ports];
}

/** Why a judgement is undecided, and what would decide it. */
export function undecidedBecause({ message, reason }: Extract<FlowJudgement, { readonly reason: ReasonCode }>): Text {
  const decides = whatDecides(reason);
  return say('{why} {decides}', { why: message, decides });
}
