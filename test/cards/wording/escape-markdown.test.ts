import fc from 'fast-check';
import {
  bold,
  cleanLines,
  clipped,
  escapeMarkdown,
  markdownLink,
  oneLine,
  safeLink,
} from '../../../cards/wording/escape-markdown.ts';

describe('escapeMarkdown', () => {
  it.each([
    ['a plain name', 'apim-prod', 'apim-prod'],
    ['emphasis', '*loud* _quiet_ ~gone~', '\\*loud\\* \\_quiet\\_ \\~gone\\~'],
    ['a link', '[safe](https://evil.example)', '\\[safe\\]\\(https:\\/\\/evil.example\\)'],
    ['code', '`rm`', '\\`rm\\`'],
    ['a mention', '<at>Megan</at>', '&lt;at&gt;Megan&lt;/at&gt;'],
    ['an entity', '&lt;at&gt;', '&amp;lt;at&amp;gt;'],
    ['its own escapes', '\\*', '\\\\\\*'],
    ['a list mark at the start', '- item', '\\- item'],
    ['a heading', '# title', '\\# title'],
    ['a numbered list', '1. first', '1\\. first'],
    ['a quote', '> said', '&gt; said'],
    ['a number that is no list', '203.0.113.7', '203\\.0.113.7'],
    ['line breaks', 'one\n\n# two', 'one # two'],
  ])('takes the meaning from %s', (_, text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });

  it('leaves no character with a meaning unescaped, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const left = escapeMarkdown(text).replace(/\\[\\`*_~[\]().+\-#/]/g, '');
        expect(left).not.toMatch(/[`*_~[\]<>\n\r\\]|:\/\//);
      }),
    );
  });
});

describe('oneLine', () => {
  it('drops terminal escapes and marks that turn the reading direction', () => {
    expect(oneLine('\u001b[31mred\u202etxt.exe\u0007')).toBe(' [31mredtxt.exe ');
  });
});

describe('cleanLines', () => {
  it('keeps line ends and nothing else that is not printed', () => {
    expect(cleanLines('az one \r\naz\u001b two')).toEqual(['az one', 'az  two']);
  });
});

describe('clipped', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['❔❔❔', 2, '❔…'],
  ])('makes of %s at most %d characters: %s', (text, length, expected) => {
    expect(clipped(text, length)).toBe(expected);
  });
});

describe('safeLink', () => {
  it.each([
    'https://portal.azure.com/#@tenant/resource/subscriptions/1/overview',
    'https://portal.azure.us/',
    'https://portal.azure.cn/',
    'https://learn.microsoft.com/azure/api-management/#step-2',
  ])('lets %s leave', (address) => {
    expect(safeLink(address)).toBe(address);
  });

  it.each(
    [
      'http://portal.azure.com/',
      'https://portal.azure.com.evil.example/',
      'https://ms.portal.azure.com/',
      'https://user@portal.azure.com/',
      'https://portal.azure.com:8443/',
      'https://portal.azure.com\\@evil.example/',
      'javascript:alert(1)',
      '//portal.azure.com/',
      '',
    ].map((address) => [address]),
  )('keeps %s back', (address) => {
    const link = safeLink(address);

    expect(link === undefined || new URL(link).hostname === 'portal.azure.com').toBe(true);
    expect(link ?? '').not.toContain('evil.example/@');
  });

  it('encodes what would end a Markdown link', () => {
    expect(safeLink('https://portal.azure.com/#@t/resource/resourceGroups/rg (old)/overview')).toBe(
      'https://portal.azure.com/#@t/resource/resourceGroups/rg%20%28old%29/overview',
    );
  });
});

describe('markdownLink', () => {
  it('escapes the title', () => {
    expect(markdownLink('Open [x](y)', 'https://portal.azure.com/')).toBe(
      '[Open \\[x\\]\\(y\\)](https://portal.azure.com/)',
    );
  });

  it('is only the title where the address may not leave', () => {
    expect(markdownLink('Open', 'https://evil.example/')).toBe('Open');
  });
});

describe('bold', () => {
  it('cannot be ended from within', () => {
    expect(bold('a**b')).toBe('**a\\*\\*b**');
  });
});
