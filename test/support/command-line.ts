/** Runs `check` as its entry does, but in this process and over an estate at hand. */

import { readConfig } from '../../src/app/config.ts';
import { assessorOverEstate } from '../../src/app/connected-assessor.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Fault } from '../../src/simulator/faults.ts';
import { CHECK_USAGE, checkArguments } from '../../src/terminal/check-arguments.ts';
import { checkCommand } from '../../src/terminal/check-command.ts';
import { statusOf } from '../../src/terminal/exit-status.ts';
import { readDeclarations } from '../../src/terminal/input-files.ts';
import { pauselessClock } from './clock.ts';
import { TENANT } from './resources.ts';

/** What a command left behind. */
export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export interface EstateAtHand {
  readonly resources: readonly ArmResource[];
  readonly denied?: readonly string[];
  readonly faults?: readonly Fault[];
}

/** Two attempts and hardly a pause, so that a failure is quick. */
export const IMPATIENT = { attempts: 2, firstDelayMs: 1, longestDelayMs: 2, patienceMs: 2_000 } as const;

/** Runs `check` with these words over the text of an estate file. */
export async function checkFile(words: readonly string[], file: string, faults: readonly Fault[] = []): Promise<Ended> {
  const written = { out: '', err: '' };
  const output = {
    out: (text: string) => {
      written.out += text;
    },
    err: (text: string) => {
      written.err += text;
    },
    width: 100,
    color: false,
  };
  const status = await statusOf(CHECK_USAGE, output, async () => {
    const args = checkArguments(words);
    const declared = args.declarations === undefined ? [] : readDeclarations(args.declarations);
    const connected = await assessorOverEstate(file, 'estate.json', {
      config: readConfig({}),
      today: args.today,
      declarations: async () => declared,
      patience: { retry: IMPATIENT, clock: pauselessClock() },
    });
    connected.setFaults?.(faults);
    try {
      return await checkCommand(args, { ...connected, output });
    } finally {
      await connected.stop();
    }
  });
  return { status, ...written };
}

/** Runs `check` with these words over resources at hand. */
export async function check(words: readonly string[], estate: EstateAtHand): Promise<Ended> {
  const file = { tenantId: TENANT, resources: estate.resources, denied: estate.denied ?? [] };
  return checkFile(words, JSON.stringify(file), estate.faults);
}
