import { withCodeBlocks } from '../../../cards/parts/code-blocks.ts';
import { fixedWidth } from '../../../cards/parts/elements.ts';

const cardWith = (...body: readonly unknown[]) => ({ type: 'AdaptiveCard', version: '1.5', body });
const text = { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'no command' }] };

describe('commands for clients with code blocks', () => {
  it('are code blocks wherever they stand, and fall back to what they were', () => {
    const commands = fixedWidth('az a\naz b');
    const hidden = { type: 'Container', id: 'command', isVisible: false, items: [commands] };

    expect(withCodeBlocks(cardWith(text, hidden))).toEqual(
      cardWith(text, {
        ...hidden,
        items: [
          { type: 'CodeBlock', codeSnippet: 'az a\naz b', language: 'PlainText', spacing: 'Small', fallback: commands },
        ],
      }),
    );
  });

  it('stay text where every command twice would be too large for Teams', () => {
    const card = cardWith(fixedWidth('az '.repeat(2700)));

    expect(withCodeBlocks(card)).toBe(card);
  });
});
