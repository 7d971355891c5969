/**
 * A developer's tool: draws every sample card, and with `--demo` what the bot answers about the demo, at the three widths that
 * Teams has, light and dark, into ./pictures. `--language de,ja`, `--width 446` and `--theme light` narrow it.
 * Run: node test/playground/render-cards.ts [name ...]. Needs Debian's chromium, fonts-noto-color-emoji and fonts-noto-cjk.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { languages } from '../../src/languages/language.ts';
import { demoCards } from '../support/demo-cards.ts';
import { sampleCardsFor } from '../support/sample-cards.ts';
import { startDrawer } from './draw-card.ts';

const THEMES = ['light', 'dark'] as const;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      demo: { type: 'boolean', default: false },
      language: { type: 'string', default: 'en' },
      width: { type: 'string', default: '320,446,700' },
      theme: { type: 'string', default: 'light,dark' },
      folder: { type: 'string', default: 'pictures' },
    },
  });
  mkdirSync(values.folder, { recursive: true });
  const drawer = await startDrawer();
  try {
    for (const language of languages.filter((one) => values.language.split(',').includes(one))) {
      const cards = values.demo
        ? await demoCards(language)
        : sampleCardsFor({ locale: language, timeZone: 'Europe/Berlin' });
      const chosen = Object.entries(cards).filter(([name]) => positionals.length === 0 || positionals.includes(name));
      for (const [name, { card }] of chosen) {
        for (const width of values.width.split(',').map(Number)) {
          for (const theme of THEMES.filter((one) => values.theme.split(',').includes(one))) {
            const { picture } = await drawer.draw(card, { width, theme });
            writeFileSync(join(values.folder, `${name}-${language}-${width}-${theme}.png`), picture);
          }
        }
      }
    }
  } finally {
    await drawer.close();
  }
}

await main();
