/** What an answer stands on, apart for every sight: names, lists and rows that were read with the eyes of one are no other's. */
import type { Cloud } from '../model/requirement.ts';
import { mainMonths } from '../model/retirement.ts';
import type { Assessor } from '../readiness/assessor.ts';
import type { Sight } from '../readiness/visibility.ts';
import type { Desk, DeskParts } from './answers/desk.ts';
import { createRecentRows } from './answers/recent-rows.ts';
import { createFinder, type Finder } from './finder.ts';
import { createKnownNames, type KnownNames } from './known-names.ts';

/** Everything that questions with one sight share. */
export interface Room {
  readonly desk: Desk;
  readonly names: KnownNames;
  readonly finder: Finder;
}

/** Makes rooms. One lasts as long as the assessor of its sight. */
export function createRooms(parts: DeskParts & { readonly cloud?: Cloud | undefined }): (sight: Sight) => Room {
  const { clock, log } = parts;
  const knownMonths = mainMonths(parts.retirements);
  const rooms = new WeakMap<Assessor, Room>();
  return ({ assessor, kind }) => {
    const known = rooms.get(assessor);
    if (known !== undefined) return known;
    const names = createKnownNames(assessor, clock);
    const desk: Desk = {
      ...parts,
      called: names.called,
      // What was kept was seen with the eyes of the bot, and is compared with nothing else; what one person sees is kept for nobody.
      ...(kind === 'own' ? { history: undefined, summaries: undefined } : {}),
      assessor,
      sight: kind,
      sightOfBot: { assessor: parts.assessor, kind: 'whole' },
      cloud: parts.cloud ?? 'public',
      knownMonths,
      recent: createRecentRows(clock.now),
    };
    const room: Room = {
      desk,
      names,
      finder: createFinder({ assessor, clock, log }),
    };
    rooms.set(assessor, room);
    return room;
  };
}
