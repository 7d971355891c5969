/**
 * A developer's tool: draws every sample card at the three widths that Teams has, light and dark, into ./pictures.
 * Run: node test/playground/render-cards.ts [name ...]. Needs Debian's chromium and fonts-noto-color-emoji.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleCards } from '../support/sample-cards.ts';
import { startDrawer } from './draw-card.ts';

const PICTURES = 'pictures';
const WIDTHS = [320, 446, 700];
const THEMES = ['light', 'dark'] as const;

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const names = Object.keys(sampleCards).filter((name) => wanted.length === 0 || wanted.includes(name));
  mkdirSync(PICTURES, { recursive: true });
  const drawer = await startDrawer();
  try {
    for (const name of names) {
      for (const width of WIDTHS) {
        for (const theme of THEMES) {
          const { picture } = await drawer.draw(sampleCards[name]?.card, { width, theme });
          writeFileSync(join(PICTURES, `card-${name}-${width}-${theme}.png`), picture);
        }
      }
    }
  } finally {
    await drawer.close();
  }
}

await main();
