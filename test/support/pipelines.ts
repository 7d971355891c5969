/** The pipelines of `docs/pipelines`: what they run, taken from the YAML. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { ArmResource } from '../../src/model/arm.ts';
import { apim, FLAG, firewall, keyVault, keyVaultNamedValue, TENANT } from './resources.ts';

const FOLDER = 'docs/pipelines/';

/** A pipeline as it is written. */
export interface Pipeline {
  readonly file: string;
  readonly content: unknown;
  /** Every line that runs in a shell. */
  readonly lines: readonly string[];
  /** The one that runs `check`. */
  readonly check: string;
}

/** Every pipeline. */
export function pipelines(): readonly Pipeline[] {
  return readdirSync(FOLDER).map((file) => {
    const content: unknown = parse(readFileSync(FOLDER + file, 'utf8'));
    const lines = shellLines(content);
    const [check = '', ...more] = lines.filter((line) => line.startsWith('npm run -s check '));
    if (more.length > 0) throw new Error(`${file} checks more than once.`);
    return { file, content, lines, check };
  });
}

/** What stands under the keys that hold shell commands. */
function shellLines(content: unknown): readonly string[] {
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([key, value]) => {
    if (!/^(?:run|script|inlineScript|before_script)$/.test(key)) return shellLines(value);
    const text = Array.isArray(value) ? value.join('\n') : String(value);
    return text
      .replaceAll(/\\\n\s*/g, '')
      .split('\n')
      .filter((line) => line !== '');
  });
}

const ready = apim({ customProperties: { [FLAG]: 'True' } });
const reference = keyVaultNamedValue('secret', 'kv-prod');
const outcome = (...resources: readonly ArmResource[]) => JSON.stringify({ tenantId: TENANT, resources });

/** An estate for each verdict that a pipeline tells apart. */
export const outcomes = {
  ready: outcome(ready),
  'action-needed': outcome(ready, reference, keyVault('kv-prod', firewall())),
  undecided: outcome(ready, reference),
  'not-ready': outcome(ready, reference, keyVault('kv-prod', firewall({ bypass: 'None' }))),
} as const;
