/** A walk through reminders in the playground: set up, hear, snooze, waive, and the summary with its charts in the channel. */
import type { Locator, Page } from 'playwright-core';

/** Says something and waits for the card that answers. */
type Say = (page: Page, text: string) => Promise<void>;

/** Walks, saving a picture of each step. `pass` lets days go by and looks what is due. */
export async function walkThroughReminders(page: Page, say: Say, pass: (days: number) => Promise<void>): Promise<void> {
  // A form under a button is a card within the card.
  const cards = page.locator('.ac-adaptiveCard:not(.ac-adaptiveCard .ac-adaptiveCard)');
  const latest = async () => cards.nth((await cards.count()) - 1);
  let step = 0;
  const picture = async (name: string, card?: Locator) => {
    step += 1;
    const file = `pictures/reminders-${String(step).padStart(2, '0')}-${name}`;
    await page.waitForTimeout(800);
    await page.screenshot({ path: `${file}.png` });
    await (card ?? (await latest())).screenshot({ path: `${file}-card.png` });
  };
  /** Does something and waits for one more card. */
  const answeredTo = async (work: () => Promise<void>) => {
    const before = await cards.count();
    await work();
    await cards.nth(before).waitFor({ timeout: 30_000 });
  };

  await say(page, 'remind me about apim-prod');
  await picture('set-up');
  await answeredTo(() => pass(25));
  await picture('reminder');

  const reminder = await latest();
  await press(reminder, 'Snooze');
  await picture('snooze-form');
  await answeredTo(() => press(reminder, 'Snooze', 'last'));
  await picture('snoozed');

  await answeredTo(() => pass(35));
  const again = await latest();
  await press(again, 'Waive');
  await again.locator('input[type="text"], input:not([type])').last().fill('The vault moves to a private endpoint.');
  await picture('waive-form');
  await answeredTo(() => press(again, 'Waive', 'last'));
  await picture('waived');
  await say(page, 'is apim-prod ready?');
  await picture('readiness-with-waiver');
  await say(page, 'show reminders');
  await picture('list');
  await press(cards.last(), 'Change');
  await picture('form');

  const drawer = page.getByRole('button', { name: 'Toggle app bar and conversation window' });
  await drawer.click();
  await page.getByRole('treeitem', { name: 'Integration platform - API Management' }).click();
  await drawer.click();
  const post = async (text: string) => {
    await page.getByRole('textbox').first().click();
    await page.keyboard.type('@');
    await page.locator('.fui-MenuItem__content', { hasText: 'APIM Readiness' }).click();
    await page.keyboard.type(` ${text}`);
    await page.getByRole('button', { name: 'Post' }).click();
  };
  await page.waitForTimeout(1_000);
  await answeredTo(() => post('summary here on weekdays at 8'));
  // A channel shows the latest post first.
  await picture('channel-set-up', cards.first());
  await answeredTo(() => pass(3));
  await picture('channel-summary', cards.first());
}

async function press(card: Locator, title: string, which: 'first' | 'last' = 'first'): Promise<void> {
  const found = card.getByRole('button', { name: title, exact: true });
  await (which === 'first' ? found.first() : found.last()).click();
}
