/** What every answer is made from, and who asks. */

import { emptyEstateCard } from '../../../cards/empty-estate-card.ts';
import type { CardAction } from '../../../cards/parts/actions.ts';
import type { CardMessage } from '../../../cards/parts/elements.ts';
import type { RequirementFacts } from '../../../cards/wording/status.ts';
import type { CardView } from '../../../cards/wording/writer.ts';
import type { Delivery } from '../../model/channel.ts';
import type { Clock } from '../../model/clock.ts';
import type { Waiver } from '../../model/decision.ts';
import { faultFields } from '../../model/fault-fields.ts';
import type { Log } from '../../model/log.ts';
import type { Cloud } from '../../model/requirement.ts';
import type { ChangeAuthors } from '../../model/resource-change.ts';
import type { Retirement } from '../../model/retirement.ts';
import type { PerformedAct } from '../../model/usage.ts';
import type { Assessment, Assessor, DiscoveredInstance } from '../../readiness/assessor.ts';
import { type History, snapshotOf } from '../../readiness/history.ts';
import type { Visibility } from '../../readiness/visibility.ts';
import type { Decisions } from '../../reminders/ports/decisions-port.ts';
import type { PlaceScopes } from '../../reminders/ports/place-scopes-port.ts';
import type { Preferences } from '../../reminders/ports/preferences-port.ts';
import type { Reminders } from '../../reminders/ports/reminders-port.ts';
import type { Sharing } from '../../reminders/ports/sharing-port.ts';
import type { SummaryMemory } from '../../reminders/ports/summary-port.ts';
import type { Offers, Remembered } from '../memory/memory.ts';
import type { Reply } from '../ports/channel-port.ts';
import type { VisibilityRules } from '../ports/visibility-port.ts';
import type { RecentFleets } from './recent-fleets.ts';

/** What a conversation and its answers are made of. What is optional may be missing: then the answer says what it would take. */
export interface AnswerContextParts {
  /** Finds and judges what may be seen in answer to this question, and nothing else. */
  readonly assessor: Assessor;
  /** Knows what may be seen where; without it everybody sees what the bot's identity sees. */
  readonly visibilityRules?: VisibilityRules | undefined;
  /** All requirements, to name and to explain them. */
  readonly requirements: readonly RequirementFacts[];
  readonly retirements: readonly Retirement[];
  readonly clock: Clock;
  readonly log: Log;
  /** What was kept from before; without it "what changed?" says so. */
  readonly history?: History | undefined;
  /** Keeps reminders; without it they cannot be set up, and the answer says so. */
  readonly reminders?: Reminders | undefined;
  /** Keeps waivers and declarations; without it nobody can decide anything, and the answer says so. */
  readonly decisions?: Decisions | undefined;
  /** Remembers what people chose; without it a choice holds for its answer alone. */
  readonly preferences?: Preferences | undefined;
  /** Keeps what may be seen in which chat; without it nobody can say so in a chat. */
  readonly placeScopes?: PlaceScopes | undefined;
  /** Posts into channels; without it the answer says how people do it. */
  readonly sharing?: Sharing | undefined;
  /** Where the names of people who changed something are shown; by default in their reader's own chat. */
  readonly changeAuthors?: ChangeAuthors | undefined;
  /** Whether what is shared into a channel leads on to evidence: firewall rules, addresses, commands. */
  readonly shareDetails?: boolean | undefined;
  /** What summaries compare with; without it they tell of now alone. */
  readonly summaries?: SummaryMemory | undefined;
}

/** Everything that answers stand on. */
export interface AnswerContext extends AnswerContextParts {
  /** With whose eyes this question is answered. */
  readonly visibility: Visibility['kind'];
  /** All that the bot's identity sees: for looking up what an administrator names, never for an answer. */
  readonly visibleToBot: Visibility;
  /** The only instance that is called exactly so, by a list that is not a minute old; nothing is read for it. */
  readonly called: (name: string) => DiscoveredInstance | undefined;
  /** `YYYY-MM`, ascending. */
  readonly knownMonths: readonly string[];
  /** Where links into the portal lead. */
  readonly cloud: Cloud;
  readonly recentFleets: RecentFleets;
}

/** One question on its way to an answer. */
export interface AnswerRequest {
  readonly delivery: Delivery;
  readonly view: CardView;
  /** What "Try again" does: the button that was pressed, with the page it asks for, or the words that were typed. */
  readonly retry: CardAction;
  /** With whose eyes it is answered. */
  readonly visibility: Visibility['kind'];
  /** Offers a file beside the answer; undefined where no file can be handed over, as in channels. */
  readonly offerFile?: Reply['offerFile'];
  /** Shows something on the message that will be the answer. */
  showProgress(message: CardMessage): void;
  /** Keeps what the conversation is about now. */
  remember(subject: Remembered): void;
  /** Keeps what is offered, in the order in which it is shown, so that "2" and "the dev one" mean something. */
  offer(offers: Offers): void;
  /** Somebody did something: told to whoever watches. */
  did(deed: PerformedAct): void;
}

/** There is no instance to be seen. */
export function emptyEstate({ view, retry, visibility }: AnswerRequest): CardMessage {
  return emptyEstateCard({ visibility, retry, view });
}

/** Who took the responsibility for what. Without storage nobody did; storage that is away is no reason to hold an answer back. */
export async function waiversOf(
  instance: string,
  { decisions, clock, log }: AnswerContext,
): Promise<readonly Waiver[]> {
  if (decisions === undefined) return [];
  try {
    const held = await decisions.inForce(clock.today(), [instance]);
    return held.filter((one) => one.kind === 'waiver').toSorted((a, b) => (a.until < b.until ? 1 : -1));
  } catch (error) {
    log.warn('the waivers were not read', faultFields(error));
    return [];
  }
}

/** Keeps an assessment for "what changed?". Nobody waits for it, and an answer is not lost with it. */
export function keepHistory({ history, log }: AnswerContext, { partial, reports, checkedAt }: Assessment): void {
  if (history === undefined || partial || reports.length === 0) return;
  history
    .keep(reports.map((report) => snapshotOf(report, checkedAt)))
    .catch((error: unknown) => log.warn('an assessment was not kept', faultFields(error)));
}
