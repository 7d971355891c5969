import { attempt, failed } from '../../src/model/estate.ts';
import { fixFormats, isFixFormat } from '../../src/model/fix-format.ts';
import { text, unreadable } from '../../src/model/json.ts';
import { readableAnswer } from '../../src/model/readable.ts';
import { titleIn } from '../../src/model/requirement.ts';
import { say } from '../../src/model/text.ts';
import { apim } from '../support/resources.ts';

describe('the title of a requirement', () => {
  const titles = { fail: say('fails'), unknown: say('not known'), warn: say('warned of') };

  it.each([
    ['pass', 'is met'],
    ['not-applicable', 'is met'],
    ['fail', 'fails'],
    ['unknown', 'not known'],
    ['warn', 'warned of'],
  ] as const)('that comes out as %s says that it "%s"', (status, expected) => {
    expect(titleIn(status, { title: say('is met'), titles })).toEqual(say(expected));
  });
});

describe('the language of a fix', () => {
  it.each([...fixFormats.map((one) => [one, true] as const), ['Az', false], ['', false], [undefined, false]] as const)(
    '%s is one: %s',
    (word, expected) => {
      expect(isFixFormat(word)).toBe(expected);
    },
  );
});

describe('a read that fails', () => {
  it('has a detail where there is one', () => {
    expect(failed('FORBIDDEN')).toStrictEqual({ ok: false, reason: 'FORBIDDEN' });
    expect(failed('FORBIDDEN', 'x')).toStrictEqual({ ok: false, reason: 'FORBIDDEN', detail: 'x' });
  });

  it('is made of fields of another form alone, never of a mistake of ours', () => {
    const odd = { a: unreadable({ resource: 'r', property: 'a' }) };

    expect(attempt(() => text(odd, 'a'))).toStrictEqual(failed('UNREADABLE', 'a'));
    expect(attempt(() => text(odd, 'b'))).toStrictEqual({ ok: true, value: undefined });
    expect(() =>
      attempt(() => {
        throw new TypeError('ours');
      }),
    ).toThrow('ours');
  });
});

describe('an answer of Azure, measured', () => {
  it('is one resource or a list of them, or a failed read as it is', () => {
    const [one, list] = [{ ok: true, value: apim() } as const, { ok: true, value: [apim()] } as const];
    const refused = failed('FORBIDDEN');

    expect(readableAnswer(one)).toEqual(one);
    expect(readableAnswer(list)).toEqual(list);
    expect(readableAnswer(refused)).toBe(refused);
  });

  it('that has no properties of the form that Azure documents is not readable as one, and is in a list', () => {
    const odd = { ...apim(), properties: 'x' };

    expect(readableAnswer({ ok: true, value: odd })).toEqual(failed('UNREADABLE', 'properties'));
    expect(readableAnswer({ ok: true, value: [odd] }).ok).toBe(true);
  });
});
