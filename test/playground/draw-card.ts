/**
 * Draws cards with the Adaptive Cards renderer in Chromium, in the fonts, colours and spacing that Teams gives them. For looking
 * at cards and for measuring them. Needs Debian's chromium and fonts-noto-color-emoji.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { env } from 'node:process';
import { chromium, type Page } from 'playwright-core';

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

/** Light or dark, as Teams draws them. */
export type ThemeName = keyof typeof themes;

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
    if (/^(Show|More|✅)/.test(button.textContent)) button.click();
}

/** One card, drawn. */
export interface DrawnCard {
  /** Pixels from its upper to its lower edge. */
  readonly height: number;
  readonly picture: Buffer;
  /** How far down the heading ends, in pixels. */
  readonly heading: number;
}

/** How to draw a card. */
export interface DrawingOptions {
  /** Pixels of the card: 446 in a desktop chat beside the list, 320 on a phone, 700 in a wide window. */
  readonly width: number;
  readonly theme?: ThemeName;
  /** Whether to press every button that shows more. */
  readonly open?: boolean;
}

/** A browser that draws cards. */
export interface Drawer {
  draw(card: unknown, options: DrawingOptions): Promise<DrawnCard>;
  close(): Promise<void>;
}

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** Starts Chromium: the one of `CHROMIUM`, else Debian's. */
export async function startDrawer(): Promise<Drawer> {
  const script = readFileSync(
    createRequire(`${process.cwd()}/package.json`).resolve('adaptivecards/dist/adaptivecards.js'),
    'utf8',
  );
  const browser = await chromium.launch({ executablePath: env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  return {
    async draw(card, { width, theme = 'light', open = false }) {
      const tab = await browser.newPage({ viewport: { width: width + 2 * MARGIN, height: 200 } });
      try {
        await tab.setContent(page(themes[theme]));
        await tab.addScriptTag({ content: script });
        await tab.evaluate(draw, { card, config: hostConfig(themes[theme]), open });
        const { height, heading } = await measured(tab);
        return { height, heading, picture: await tab.screenshot({ fullPage: true }) };
      } finally {
        await tab.close();
      }
    },
    close: () => browser.close(),
  };
}

/** Pixels around a card in its page. */
const MARGIN = 8;

async function measured(tab: Page): Promise<Pick<DrawnCard, 'height' | 'heading'>> {
  const card = await tab.locator('#card').boundingBox();
  const heading = await tab.getByRole('heading').first().boundingBox();
  if (card === null || heading === null) throw new Error('The card was not drawn.');
  return { height: Math.ceil(card.height), heading: Math.ceil(heading.y + heading.height - card.y) };
}
