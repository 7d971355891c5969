import { type Instant, instantAt } from '../../../src/model/days.ts';
import type { Schedule } from '../../../src/model/reminder.ts';
import {
  isZone,
  latestOccurrence,
  nextOccurrence,
  reminderDay,
  scheduleFrom,
} from '../../../src/reminders/rules/schedule.ts';

const daily = (time: string, zone: string): Schedule => ({ days: [1, 2, 3, 4, 5, 6, 7], time, zone });

describe('the switches of 2026, at a time that exists once each day', () => {
  it.each([
    // Northern spring is southern autumn: the same offset rules, the other way round.
    ['Europe/Berlin', '09:00', '2026-03-28T08:00:00.000Z', '2026-03-29T07:00:00.000Z'],
    ['Europe/Berlin', '09:00', '2026-10-24T07:00:00.000Z', '2026-10-25T08:00:00.000Z'],
    ['America/New_York', '09:00', '2026-03-07T14:00:00.000Z', '2026-03-08T13:00:00.000Z'],
    ['America/New_York', '09:00', '2026-10-31T13:00:00.000Z', '2026-11-01T14:00:00.000Z'],
    ['Australia/Sydney', '09:00', '2026-04-03T22:00:00.000Z', '2026-04-04T23:00:00.000Z'],
    ['Australia/Sydney', '09:00', '2026-10-02T23:00:00.000Z', '2026-10-03T22:00:00.000Z'],
  ] as const)('%s keeps %s on the wall: after %s comes %s', (zone, time, before, after) => {
    expect(nextOccurrence(daily(time, zone), before)?.at).toBe(after);
    expect(latestOccurrence(daily(time, zone), after)?.at).toBe(after);
  });
});

describe('a time that does not exist on the day of the switch', () => {
  it.each([
    ['Europe/Berlin', '02:30', '2026-03-29', '2026-03-29T01:00:00.000Z'],
    ['America/New_York', '02:30', '2026-03-08', '2026-03-08T07:00:00.000Z'],
    ['Australia/Sydney', '02:30', '2026-10-04', '2026-10-03T16:00:00.000Z'],
  ] as const)('in %s %s on %s is the moment at which the clock is put forward', (zone, time, day, at) => {
    const justBefore = instantAt(Date.parse(at) - 60_000);
    expect(nextOccurrence(daily(time, zone), justBefore)).toEqual({ at, local: `${day}T${time}` });
  });
});

describe('a time that exists twice on the day of the switch', () => {
  it.each([
    ['Europe/Berlin', '02:30', '2026-10-25T00:30:00.000Z'],
    ['America/New_York', '01:30', '2026-11-01T05:30:00.000Z'],
    ['Australia/Sydney', '02:30', '2026-04-04T15:30:00.000Z'],
  ] as const)('in %s %s is the first of the two, and the second is not another one', (zone, time, at) => {
    const first = latestOccurrence(daily(time, zone), at);
    const anHourLater = instantAt(Date.parse(at) + 3_600_000);

    expect(first?.at).toBe(at);
    expect(latestOccurrence(daily(time, zone), anHourLater)).toEqual(first);
    expect(nextOccurrence(daily(time, zone), at)?.local.slice(0, 10)).not.toBe(first?.local.slice(0, 10));
  });
});

describe('weekdays', () => {
  const mondays: Schedule = { days: [1], time: '09:00', zone: 'Europe/Berlin' };

  it('are those of the zone, not of UTC', () => {
    const early: Schedule = { days: [1], time: '08:00', zone: 'Australia/Sydney' };
    expect(nextOccurrence(early, '2026-11-22T12:00:00Z')).toEqual({
      at: '2026-11-22T21:00:00.000Z',
      local: '2026-11-23T08:00',
    });
  });

  it('reach back to the week before and ahead to the next', () => {
    expect(latestOccurrence(mondays, '2026-11-22T12:00:00Z')?.local).toBe('2026-11-16T09:00');
    expect(nextOccurrence(mondays, '2026-11-23T08:00:00Z')?.local).toBe('2026-11-30T09:00');
  });
});

describe('every other Friday', () => {
  const fridays = scheduleFrom({ days: [5], time: '09:00', weeks: 2 }, 'Europe/Berlin', '2026-11-28T10:00:00Z');

  it('counts from the first one ahead', () => {
    expect(fridays).toMatchObject({ from: '2026-12-04', weeks: 2 });
    expect(nextOccurrence(fridays, '2026-11-28T10:00:00Z')?.local).toBe('2026-12-04T09:00');
  });

  it.each([
    ['2026-12-04T07:59:00Z', undefined, '2026-12-04T09:00'],
    ['2026-12-04T08:00:00Z', '2026-12-04T09:00', '2026-12-18T09:00'],
    ['2026-12-17T08:00:00Z', '2026-12-04T09:00', '2026-12-18T09:00'],
    ['2027-01-02T08:00:00Z', '2027-01-01T09:00', '2027-01-15T09:00'],
  ] as const)('at %s the latest is %s and the next %s', (now, latest, next) => {
    const found = latestOccurrence(fridays, now)?.local;
    expect(latest === undefined ? found === '2026-11-20T09:00' : found === latest).toBe(true);
    expect(nextOccurrence(fridays, now)?.local).toBe(next);
  });

  it('keeps Monday and Friday of one week together, over the change of the clocks and of the year', () => {
    const both = scheduleFrom({ days: [1, 5], time: '09:00', weeks: 2 }, 'Europe/Berlin', '2026-10-11T10:00:00Z');
    const heard: string[] = [];
    for (let now: Instant = '2026-10-11T10:00:00Z'; heard.length < 12; ) {
      const next = nextOccurrence(both, now);
      if (next === undefined) break;
      heard.push(next.local.slice(0, 10));
      now = next.at;
    }
    expect(heard).toEqual([
      '2026-10-12',
      '2026-10-16',
      '2026-10-26',
      '2026-10-30',
      '2026-11-09',
      '2026-11-13',
      '2026-11-23',
      '2026-11-27',
      '2026-12-07',
      '2026-12-11',
      '2026-12-21',
      '2026-12-25',
    ]);
  });
});

describe('once', () => {
  const once: Schedule = { on: '2026-12-12', time: '10:00', zone: 'Europe/Berlin' };

  it('lies ahead, and then behind for good', () => {
    expect(nextOccurrence(once, '2026-12-12T08:59:00Z')?.local).toBe('2026-12-12T10:00');
    expect(latestOccurrence(once, '2026-12-12T08:59:00Z')).toBeUndefined();
    expect(nextOccurrence(once, '2026-12-12T09:00:00Z')).toBeUndefined();
    expect(latestOccurrence(once, '2027-06-01T09:00:00Z')?.local).toBe('2026-12-12T10:00');
  });
});

describe('reminderDay', () => {
  it.each([
    ['UTC', '2026-03-15T08:59:00Z', '2026-03-14'],
    ['UTC', '2026-03-15T09:00:00Z', '2026-03-15'],
    ['Europe/Berlin', '2026-03-15T07:59:00Z', '2026-03-14'],
    ['Europe/Berlin', '2026-03-15T08:00:00Z', '2026-03-15'],
    ['America/New_York', '2026-03-15T12:59:00Z', '2026-03-14'],
    ['America/New_York', '2026-03-15T13:00:00Z', '2026-03-15'],
    // Nine in Sydney is still the day before in UTC.
    ['Australia/Sydney', '2026-03-14T22:30:00Z', '2026-03-14'],
    ['Australia/Sydney', '2026-03-15T00:00:00Z', '2026-03-15'],
    ['Nowhere/At_All', '2026-03-15T09:00:00Z', '2026-03-15'],
  ] as const)('in %s at %s it is %s', (zone, instant, day) => {
    expect(reminderDay(instant, zone)).toBe(day);
  });

  it('takes UTC where no zone is known', () => {
    expect(isZone(undefined)).toBe(false);
    expect(reminderDay('2026-03-15T08:00:00Z', undefined)).toBe('2026-03-14');
  });
});
