/** What an answer stands on, apart for everything that may be seen: names, lists and rows that were read with the eyes of one are no other's. */
import type { Cloud } from '../model/requirement.ts';
import { mainMonths } from '../model/retirement.ts';
import type { Assessor } from '../readiness/assessor.ts';
import type { Visibility } from '../readiness/visibility.ts';
import type { AnswerContext, AnswerContextParts } from './answers/answer-context.ts';
import { createRecentFleets } from './answers/recent-fleets.ts';
import { createInstanceSearch, type InstanceSearch } from './instances/instance-search.ts';
import { createKnownInstances, type KnownInstances } from './instances/known-instances.ts';

/** Everything that questions with one visibility share. */
export interface SharedContext {
  readonly context: AnswerContext;
  readonly instances: KnownInstances;
  readonly instanceSearch: InstanceSearch;
}

/** Makes them. One lasts as long as the assessor of its visibility. */
export function createSharedContexts(
  parts: AnswerContextParts & { readonly cloud?: Cloud | undefined },
): (visibility: Visibility) => SharedContext {
  const { clock, log } = parts;
  const knownMonths = mainMonths(parts.retirements);
  const known = new WeakMap<Assessor, SharedContext>();
  return ({ assessor, kind }) => {
    const before = known.get(assessor);
    if (before !== undefined) return before;
    const instances = createKnownInstances({ assessor, clock, log });
    const context: AnswerContext = {
      ...parts,
      called: instances.called,
      // What was kept was seen with the eyes of the bot, and is compared with nothing else; what one person sees is kept for nobody.
      ...(kind === 'own' ? { history: undefined, summaries: undefined } : {}),
      assessor,
      visibility: kind,
      visibleToBot: { assessor: parts.assessor, kind: 'whole' },
      cloud: parts.cloud ?? 'public',
      knownMonths,
      recentFleets: createRecentFleets(clock.now),
    };
    const made: SharedContext = {
      context,
      instances,
      instanceSearch: createInstanceSearch({ assessor, instances }),
    };
    known.set(assessor, made);
    return made;
  };
}
