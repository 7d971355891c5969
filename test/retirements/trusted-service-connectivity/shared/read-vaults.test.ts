import { gatewayLocations } from '../../../../src/instance/locations.ts';
import type { Answer } from '../../../../src/model/answer.ts';
import type { ReasonCode } from '../../../../src/model/reasons.ts';
import { say } from '../../../../src/model/text.ts';
import type { LineOfSight } from '../../../../src/network/way.ts';
import { decidingLineOfSight } from '../../../../src/retirements/trusted-service-connectivity/shared/read-vaults.ts';
import { apim } from '../../../support/resources.ts';

describe('the sight that decides for several locations', () => {
  const sight = (answer: Answer): LineOfSight => ({ ...answer, message: say('So it is.'), evidence: [] });
  const unknown = (reason: ReasonCode) => sight({ answer: 'unknown', reason });
  const chosen = (...sights: readonly LineOfSight[]) =>
    gatewayLocations(apim()).flatMap(
      (location) => decidingLineOfSight(sights.map((one) => ({ location, sight: one })))?.sight,
    );

  it('is a no, else an unknown, else a yes', () => {
    const [yes, no, open] = [sight({ answer: 'yes' }), sight({ answer: 'no' }), unknown('FORBIDDEN')];
    expect(chosen(yes, open, no)).toEqual([no]);
    expect(chosen(yes, open)).toEqual([open]);
    expect(chosen(yes)).toEqual([yes]);
  });

  it('is, of several unknown ones, the one whose reason comes first', () => {
    const [foremost, other] = [unknown('PERIMETER_NOT_VISIBLE'), unknown('CUSTOM_DNS')];
    expect(chosen(other, foremost)).toEqual([foremost]);
    expect(chosen(foremost, other)).toEqual([foremost]);
  });
});
