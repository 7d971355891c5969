import {
  isSchedule,
  isZone,
  latestOccurrence,
  nextOccurrence,
  reminderDay,
  type Schedule,
} from '../../../src/reminders/rules/schedule.ts';

const daily = (time: string, zone: string): Schedule => ({ weekdays: [1, 2, 3, 4, 5, 6, 7], time, zone });

describe('the switches of 2026, at a time that exists once each day', () => {
  it.each([
    // Northern spring is southern autumn: the same offset rules, the other way round.
    ['Europe/Berlin', '09:00', '2026-03-28T08:00:00.000Z', '2026-03-29T07:00:00.000Z'],
    ['Europe/Berlin', '09:00', '2026-10-24T07:00:00.000Z', '2026-10-25T08:00:00.000Z'],
    ['America/New_York', '09:00', '2026-03-07T14:00:00.000Z', '2026-03-08T13:00:00.000Z'],
    ['America/New_York', '09:00', '2026-10-31T13:00:00.000Z', '2026-11-01T14:00:00.000Z'],
    ['Australia/Sydney', '09:00', '2026-04-03T22:00:00.000Z', '2026-04-04T23:00:00.000Z'],
    ['Australia/Sydney', '09:00', '2026-10-02T23:00:00.000Z', '2026-10-03T22:00:00.000Z'],
  ])('%s keeps %s on the wall: after %s comes %s', (zone, time, before, after) => {
    expect(nextOccurrence(daily(time, zone), before)?.at).toBe(after);
    expect(latestOccurrence(daily(time, zone), after)?.at).toBe(after);
  });
});

describe('a time that does not exist on the day of the switch', () => {
  it.each([
    ['Europe/Berlin', '02:30', '2026-03-29', '2026-03-29T01:00:00.000Z'],
    ['America/New_York', '02:30', '2026-03-08', '2026-03-08T07:00:00.000Z'],
    ['Australia/Sydney', '02:30', '2026-10-04', '2026-10-03T16:00:00.000Z'],
  ])('in %s %s on %s is the moment at which the clock is put forward', (zone, time, day, at) => {
    const justBefore = new Date(Date.parse(at) - 60_000).toISOString();
    expect(nextOccurrence(daily(time, zone), justBefore)).toEqual({ at, local: `${day}T${time}` });
  });
});

describe('a time that exists twice on the day of the switch', () => {
  it.each([
    ['Europe/Berlin', '02:30', '2026-10-25T00:30:00.000Z'],
    ['America/New_York', '01:30', '2026-11-01T05:30:00.000Z'],
    ['Australia/Sydney', '02:30', '2026-04-04T15:30:00.000Z'],
  ])('in %s %s is the first of the two, and the second is not another one', (zone, time, at) => {
    const first = latestOccurrence(daily(time, zone), at);
    const anHourLater = new Date(Date.parse(at) + 3_600_000).toISOString();

    expect(first?.at).toBe(at);
    expect(latestOccurrence(daily(time, zone), anHourLater)).toEqual(first);
    expect(nextOccurrence(daily(time, zone), at)?.local.slice(0, 10)).not.toBe(first?.local.slice(0, 10));
  });
});

describe('weekdays', () => {
  const mondays: Schedule = { weekdays: [1], time: '09:00', zone: 'Europe/Berlin' };

  it('are those of the zone, not of UTC', () => {
    const early: Schedule = { weekdays: [1], time: '08:00', zone: 'Australia/Sydney' };
    expect(nextOccurrence(early, '2026-11-22T12:00:00Z')).toEqual({
      at: '2026-11-22T21:00:00.000Z',
      local: '2026-11-23T08:00',
    });
  });

  it('reach back to the week before and ahead to the next', () => {
    expect(latestOccurrence(mondays, '2026-11-22T12:00:00Z')?.local).toBe('2026-11-16T09:00');
    expect(nextOccurrence(mondays, '2026-11-23T08:00:00Z')?.local).toBe('2026-11-30T09:00');
  });

  it.each([
    [{ ...mondays, weekdays: [] }],
    [{ ...mondays, weekdays: [0] }],
    [{ ...mondays, time: '24:00' }],
    [{ ...mondays, time: '9:00' }],
    [{ ...mondays, zone: 'Europe/Atlantis' }],
  ])('and times that make no schedule are refused: %j', (schedule) => {
    expect(isSchedule(mondays)).toBe(true);
    expect(isSchedule(schedule)).toBe(false);
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
  ])('in %s at %s it is %s', (zone, instant, day) => {
    expect(reminderDay(instant, zone)).toBe(day);
  });

  it('takes UTC where no zone is known', () => {
    expect(isZone(undefined)).toBe(false);
    expect(reminderDay('2026-03-15T08:00:00Z', undefined)).toBe('2026-03-14');
  });
});
