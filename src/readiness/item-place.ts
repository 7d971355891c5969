/** Where an item stands, the same before and after a change. */
import { idKey } from '../model/arm.ts';
import type { Item } from '../model/finding.ts';

/** An item with the requirement that it is judged by. */
export interface PlacedItem {
  readonly requirement: string;
  readonly item: Item;
}

/** The place as one key. */
export function itemPlace({ requirement, item }: PlacedItem): string {
  return [requirement, idKey(item.subject), item.location, item.row].join(' ');
}
