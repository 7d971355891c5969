/** Regions by continent, as people say them: "in europe". */
import { shortLocation } from '../../model/arm.ts';
import { say, type Text } from '../../model/text.ts';

/** By the names of Azure's regions (Microsoft's "List of Azure regions"). */
const GROUPS = {
  europe:
    /^(?:(?:west|north)europe|(?:sweden|france|germany|norway|switzerland|poland|italy|spain|austria|belgium|denmark|finland|greece)\w*|uk(?:south|west)\d?)$/,
  us: /^(?:(?:east|west|central|northcentral|southcentral|westcentral)us\d?|us(?:gov|dod|sec|nat)\w*)$/,
  asia: /^(?:(?:east|southeast)asia|(?:japan|korea|india|china|malaysia|indonesia|taiwan)\w*|\w*(?:india))$/,
} as const;

/** A group of regions. */
export type RegionGroup = keyof typeof GROUPS;

/** Whether a word is one. */
export function isRegionGroup(word: string): word is RegionGroup {
  return Object.hasOwn(GROUPS, word);
}

/** Whether a region lies there. */
export function isInGroup(location: string, group: RegionGroup): boolean {
  return GROUPS[group].test(shortLocation(location));
}

/** What a group is called. */
export function regionGroupName(group: RegionGroup): Text {
  switch (group) {
    case 'europe':
      return say('regions in Europe');
    case 'us':
      return say('regions in the United States');
    case 'asia':
      return say('regions in Asia');
  }
}
