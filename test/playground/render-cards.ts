/**
 * A developer's tool: draws every sample card with the Adaptive Cards renderer in Chromium, at desktop and phone width,
 * light and dark, into ./pictures. Run: node test/playground/render-cards.ts [name ...]. Needs chromium on the PATH.
 */
import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { sampleCards } from '../support/sample-cards.ts';

const PICTURES = 'pictures';
/** Pixels: a card in a desktop chat, and on a phone. */
const WIDTHS = [700, 320];

const themes = {
  light: {
    background: '#f5f5f5',
    card: '#ffffff',
    text: '#242424',
    subtle: '#616161',
    good: '#e7f2da',
    warning: '#fbeed5',
    attention: '#fce4e6',
    border: '#d1d1d1',
    link: '#4f52b2',
  },
  dark: {
    background: '#1f1f1f',
    card: '#292929',
    text: '#ffffff',
    subtle: '#adadad',
    good: '#1b3a1b',
    warning: '#4a3a10',
    attention: '#4b1c20',
    border: '#525252',
    link: '#9ea2ff',
  },
};
type Theme = (typeof themes)['light'];

function hostConfig(theme: Theme) {
  const color = (value: string, subtle = theme.subtle) => ({ default: value, subtle });
  const colors = {
    default: color(theme.text),
    dark: color('#000000'),
    light: color('#ffffff'),
    accent: color(theme.link),
    good: color(theme.text),
    warning: color(theme.text),
    attention: color(theme.text),
  };
  const style = (backgroundColor: string) => ({ backgroundColor, foregroundColors: colors });
  return {
    supportsInteractivity: true,
    fontFamily: 'Segoe UI, DejaVu Sans, sans-serif',
    fontTypes: {
      default: { fontFamily: 'Segoe UI, DejaVu Sans, sans-serif' },
      monospace: { fontFamily: 'Consolas, DejaVu Sans Mono, monospace' },
    },
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: theme.border },
    actions: {
      maxActions: 6,
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      showCard: { actionMode: 'inline' },
    },
    containerStyles: {
      default: style(theme.card),
      emphasis: style(theme.background),
      good: style(theme.good),
      warning: style(theme.warning),
      attention: style(theme.attention),
      accent: style(theme.background),
    },
  };
}

function page(theme: Theme): string {
  return `<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 8px; background: ${theme.background}; }
#card { background: ${theme.card}; border-radius: 6px; overflow: hidden; border: 1px solid ${theme.border}; }
.ac-pushButton { font: 600 13px 'DejaVu Sans', sans-serif; padding: 6px 12px; border-radius: 4px; border: 1px solid ${theme.border}; background: ${theme.card}; color: ${theme.text}; }
a { color: ${theme.link}; } p { margin: 0; } .ac-actionSet { flex-wrap: wrap; row-gap: 8px; }
</style><div id="card"></div>`;
}

/** The little Markdown that cards use: escapes, bold and links. Runs in the page. */
function draw(options: { card: unknown; config: unknown; open: boolean }): void {
  const { AdaptiveCards, document } = globalThis as unknown as {
    AdaptiveCards: Record<string, never> & {
      AdaptiveCard: (new () => { hostConfig: unknown; parse(card: unknown): void; render(): unknown }) & {
        onProcessMarkdown: (text: string, result: { outputHtml: string; didProcess: boolean }) => void;
      };
      HostConfig: new (config: unknown) => unknown;
    };
    document: {
      getElementById(id: string): { append(node: unknown): void };
      querySelectorAll(selector: string): Iterable<{ textContent: string; click(): void }>;
    };
  };
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    const kept: string[] = [];
    const keep = (html: string) => `\ue000${kept.push(html) - 1}\ue001`;
    result.outputHtml = text
      .replace(/\\([\\`*_~[\]()/:.+#-])/g, (_, character: string) => keep(character))
      .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>')
      .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '<a href="$2">$1</a>')
      .replace(/\ue000(\d+)\ue001/g, (_, index: string) => kept[Number(index)] ?? '');
    result.didProcess = true;
  };
  const adaptiveCard = new AdaptiveCards.AdaptiveCard();
  adaptiveCard.hostConfig = new AdaptiveCards.HostConfig(options.config);
  adaptiveCard.parse(options.card);
  document.getElementById('card').append(adaptiveCard.render());
  if (!options.open) return;
  for (const button of document.querySelectorAll('.ac-pushButton'))
    if (/^Show/.test(button.textContent)) button.click();
}

function onPath(command: string): string {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return join(folder, command);
    } catch {
      // Not in this folder; the next one may have it.
    }
  }
  throw new Error(`${command} is not on the PATH`);
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const names = Object.keys(sampleCards).filter((name) => wanted.length === 0 || wanted.includes(name));
  const script = readFileSync(createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.js'), 'utf8');
  mkdirSync(PICTURES, { recursive: true });
  const browser = await chromium.launch({
    executablePath: onPath('chromium'),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
  try {
    for (const name of names) {
      for (const width of WIDTHS) {
        for (const [themeName, theme] of Object.entries(themes)) {
          for (const open of [false, true]) {
            if (open && !name.startsWith('readiness')) continue;
            const tab = await browser.newPage({ viewport: { width, height: 200 } });
            await tab.setContent(page(theme));
            await tab.addScriptTag({ content: script });
            await tab.evaluate(draw, { card: sampleCards[name]?.card, config: hostConfig(theme), open });
            const picture = [name, width, themeName, ...(open ? ['open'] : [])].join('-');
            await tab.screenshot({ path: join(PICTURES, `card-${picture}.png`), fullPage: true });
            await tab.close();
          }
        }
      }
    }
  } finally {
    await browser.close();
  }
}

await main();
