/**
 * `npm run test:playground`: starts the demo, asks in the playground with Chromium, and saves pictures in ./pictures.
 * A developer's tool, to look at what people will see. Needs Debian's chromium and fonts-noto-color-emoji.
 */
import { mkdirSync } from 'node:fs';
import { argv, env, stdout } from 'node:process';
import { chromium, type Page } from 'playwright-core';
import { readConfig } from '../../src/app/config.ts';
import { type Demo, startDemo } from '../../src/app/demo/start-demo.ts';
import { createLog } from '../../src/app/log.ts';
import { realClock } from '../../src/app/real-clock.ts';
import { stopAll } from '../../src/app/stopping.ts';
import { dayAt, later } from '../../src/model/days.ts';
import { walkThroughFirstMinutes } from './first-minutes.ts';
import { walkThroughReminders } from './reminders-walk.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const SCREENS = { desktop: { width: 1100, height: 1900 }, phone: { width: 390, height: 1400 } } as const;

/** What is typed, with the name of its picture. */
const TALK: readonly (readonly [string, string])[] = [
  ['answer', 'is apim-prod ready for March 2026?'],
  ['several', 'is apim-orders ready?'],
  ['typo', 'is apim-pord ready?'],
  ['ready', 'check apim-partner'],
  ['undecided', 'what about apim-claims for 3/2026'],
  ['why', 'why?'],
  ['fix-plan', 'how do I fix apim-prod?'],
  ['what-if', 'what if the flag is set on apim-prod?'],
  ['explain', 'explain key-vault-identity'],
  ['follow-up', 'and apim-dev?'],
  ['fleet', 'which are not ready?'],
  ['readers', 'who reads kv-api-prod?'],
  ['retirements', 'what retires next?'],
  ['list', 'which instances are there?'],
  ['month', 'is apim-prod ready for May 2031?'],
  ['nonsense', 'sing me a song'],
  ['help', 'help'],
];

async function say(page: Page, text: string): Promise<void> {
  const cards = page.locator('.ac-adaptiveCard');
  const before = await cards.count();
  await page.getByRole('textbox').last().click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await cards.nth(before).waitFor({ timeout: 20_000 });
  // The first card says "Checking"; the same message then becomes the answer.
  for (let tries = 0; tries < 100; tries++) {
    if (!((await cards.last().textContent()) ?? '').trim().startsWith('Checking')) break;
    await page.waitForTimeout(200);
  }
  await page.waitForTimeout(700);
}

/** Opens the playground in a browser of its own. */
async function withPage(
  address: string,
  screen: keyof typeof SCREENS,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const browser = await chromium.launch({ executablePath: env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  try {
    const page = await browser.newPage({ viewport: SCREENS[screen] });
    await page.route(/^https:/, (route) => route.abort());
    await page.goto(address);
    await page.getByRole('textbox').last().waitFor();
    await page.waitForTimeout(1500);
    const log = page.getByRole('button', { name: 'Hide log panel' });
    if (await log.isVisible()) await log.click();
    await work(page);
  } finally {
    await browser.close();
  }
}

async function walk(page: Page, screen: keyof typeof SCREENS): Promise<void> {
  for (const [name, text] of TALK) {
    await say(page, text);
    await page.screenshot({ path: `pictures/${screen}-${name}.png` });
    const card = page.locator('.ac-adaptiveCard').last();
    await card.screenshot({ path: `pictures/${screen}-${name}-card.png` });
  }
}

/** A demo of its own for each walk: a chat is welcomed once, and what one walk sets up is not there in the next. */
async function withDemo(work: (demo: Demo, passDays: (more: number) => void) => Promise<void>): Promise<void> {
  const config = { ...readConfig({}), port: 0, playgroundPort: 56190 };
  // Waiting for a milestone is no use here, so the clock of the reminders moves by whole days.
  let days = 0;
  const real = realClock();
  const instant = () => later(real.instant(), days * 24 * 60 * 60_000);
  const clock = { ...real, instant, today: () => dayAt(instant()) };
  const demo = await startDemo(config, createLog('warn'), { openBrowser: false, environment: env, clock });
  try {
    await demo.seeded;
    await work(demo, (more) => {
      days += more;
    });
  } finally {
    await stopAll(demo.parts);
  }
}

async function main(): Promise<void> {
  mkdirSync('pictures', { recursive: true });
  const only = argv[2];
  for (const screen of ['desktop', 'phone'] as const) {
    if (only !== undefined && only !== screen) continue;
    await withDemo(async ({ address }) => {
      await withPage(address, screen, (page) => walkThroughFirstMinutes(page, screen, say));
      await withPage(address, screen, (page) => walk(page, screen));
    });
  }
  if (only === undefined || only === 'reminders') {
    await withDemo(({ address, scanNow }, passDays) =>
      withPage(address, 'desktop', (page) =>
        walkThroughReminders(page, say, async (more) => {
          passDays(more);
          await scanNow();
        }),
      ),
    );
  }
  stdout.write('The pictures are in ./pictures.\n');
}

void main();
