/** A first user's minutes in the playground beyond typing: the welcome, the buttons, the group chat and the channel. */
import type { Page } from 'playwright-core';

const CARDS = '.ac-adaptiveCard:not(.ac-adaptiveCard .ac-adaptiveCard)';

/** Walks, saving a picture of each step as `SCREEN-first-NN-NAME.png`. */
export async function walkThroughFirstMinutes(
  page: Page,
  screen: string,
  say: (page: Page, text: string) => Promise<void>,
): Promise<void> {
  const cards = page.locator(CARDS);
  let step = 0;
  const picture = async (name: string, which: 'first' | 'last' = 'last') => {
    step += 1;
    await page.waitForTimeout(900);
    const file = `pictures/${screen}-first-${String(step).padStart(2, '0')}-${name}`;
    await page.screenshot({ path: `${file}.png` });
    await (which === 'last' ? cards.last() : cards.first()).screenshot({ path: `${file}-card.png` });
  };
  const press = async (title: string) => {
    await cards.last().getByRole('button', { name: title, exact: true }).first().click();
    await page.waitForTimeout(1500);
  };

  await cards.first().waitFor({ timeout: 20_000 });
  await picture('welcome');
  await say(page, 'is apim-payroll ready?');
  await press('Check again');
  await picture('checked-again');
  await press('Fix plan');
  await picture('fix-plan');
  await press('Show the whole answer');
  await press('More');
  await picture('more');
  await press('Remind me');
  await picture('remind-me');

  const open = async (name: string) => {
    const drawer = page.getByRole('button', { name: 'Toggle app bar and conversation window' });
    if (await drawer.isVisible()) await drawer.click();
    await page.getByRole('treeitem', { name }).first().click();
    if (await drawer.isVisible()) await drawer.click();
    await page.waitForTimeout(1_200);
  };
  const mention = async (text: string, send: 'Enter' | 'Post') => {
    const before = await cards.count();
    const box = page.getByRole('textbox');
    await (send === 'Post' ? box.first() : box.last()).click();
    await page.keyboard.type('@');
    await page.locator('.fui-MenuItem__content', { hasText: 'APIM Readiness' }).click();
    await page.keyboard.type(` ${text}`);
    if (send === 'Post') await page.getByRole('button', { name: 'Post' }).click();
    else await page.keyboard.press('Enter');
    await cards.nth(before).waitFor({ timeout: 20_000 });
    await page.waitForTimeout(4_000);
  };
  await open('Integration on call');
  await mention('is apim-dev ready?', 'Enter');
  await picture('group-chat');
  await open('API Management');
  await mention('is apim-partner ready for March 2026?', 'Post');
  await picture('channel', 'first');
}
