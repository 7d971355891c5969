/** The estates of `test/field`: real situations, as resources. */
import { readdirSync, readFileSync } from 'node:fs';
import type { ArmResource } from '../../src/model/arm.ts';

const FOLDER = new URL('../field/', import.meta.url);

/** An estate file. */
export interface EstateFile {
  readonly name: string;
  readonly resources: readonly ArmResource[];
  readonly denied: readonly string[];
}

/** Every estate of the field, the damaged ones too, by name. */
export function fieldEstates(): readonly EstateFile[] {
  return ['estates', 'damaged'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, FOLDER))
      .filter((file) => file.endsWith('.json'))
      .map((file) => {
        const estate = JSON.parse(readFileSync(new URL(`${folder}/${file}`, FOLDER), 'utf8'));
        return { name: `${folder}/${file}`, resources: estate.resources, denied: estate.denied ?? [] };
      }),
  );
}

/** The instances in an estate, by id. */
export function instancesIn(resources: readonly ArmResource[]): readonly string[] {
  return resources.filter(({ type }) => /^microsoft\.apimanagement\/service$/i.test(type)).map(({ id }) => id);
}
