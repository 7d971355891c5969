/** What Azure itself says stands beside what was judged: whose words, about which retirement, and for whom. */
import { aboutSilence, announcementSentence } from '../../cards/wording/announcement.ts';
import type { AzureSays } from '../../src/model/announcement.ts';
import type { ArmResource } from '../../src/model/arm.ts';
import type { Day } from '../../src/model/days.ts';
import { type JsonObject, unreadable } from '../../src/model/json.ts';
import { readableEstate } from '../../src/model/readable.ts';
import { retirementOf, retirements } from '../../src/model/retirement.ts';
import { render } from '../../src/model/text.ts';
import { azureSays } from '../../src/readiness/azure-says.ts';
import { report } from '../support/report.ts';
import { APIM, apim, resource, SUBSCRIPTION } from '../support/resources.ts';
import { type SubjectOptions, subjectOf } from '../support/subject.ts';

function advice(properties: JsonObject): ArmResource {
  return resource(`${APIM}/providers/Microsoft.Advisor/recommendations/one`, {
    properties: {
      lastUpdated: '2026-11-20T03:00:00Z',
      recommendationTypeId: '0f9b7a4d-1c2e-4d5f-8a6b-7c8d9e0f1a2b',
      resourceMetadata: { resourceId: APIM },
      shortDescription: { problem: 'Retire this', solution: 'Do that' },
      ...properties,
    },
  });
}

function event(properties: JsonObject): ArmResource {
  return resource(`/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ResourceHealth/events/3KYM-7_G`, {
    properties: {
      EventType: 'HealthAdvisory',
      EventSubType: 'Retirement',
      Status: 'Active',
      TrackingId: '3KYM-7_G',
      Title: 'Retirement notice: something new in API Management',
      Impact: [{ ImpactedService: 'API Management', ImpactedRegions: [{ ImpactedRegion: 'West Europe' }] }],
      ImpactStartTime: '2026-10-01T00:00:00Z',
      ImpactMitigationTime: '2027-09-30T00:00:00Z',
      LastUpdateTime: '2026-11-19T12:00:00Z',
      ...properties,
    },
  });
}

function said(rows: readonly ArmResource[], options: SubjectOptions = {}): AzureSays | undefined {
  const subject = subjectOf([apim(), ...rows], options);
  return azureSays({ ...subject, estate: readableEstate(subject.estate) }, retirements);
}

/** Each announcement in a line: kind, retirement, the sentence. */
function lines(rows: readonly ArmResource[], options: SubjectOptions = {}): readonly string[] {
  return (said(rows, options)?.announcements ?? []).map((one) =>
    [one.kind, one.retirement ?? '-', render(announcementSentence(one, '2026-11-22'))].join(' | '),
  );
}

describe('Azure Advisor', () => {
  it.each<[string, JsonObject, string]>([
    [
      'trusted access by its type, in any language',
      {
        recommendationTypeId: 'D6C54614-97fe-4f55-85cf-adb49ca7ccd3',
        shortDescription: { problem: 'Vertrauenswürdige Dienste' },
      },
      'retirement | trusted-service-connectivity | Azure Advisor: Vertrauenswürdige Dienste (said on 20 November 2026)',
    ],
    [
      'a retirement of the catalogue by its words',
      {
        extendedProperties: { retirementFeatureName: 'TLS', retirementDate: '2025-10-31T00:00:00Z' },
        shortDescription: { problem: 'Move to TLS 1.2: TLS 1.0 is retired' },
      },
      'retirement | tls-versions | Azure Advisor: Move to TLS 1.2: TLS 1.0 is retired (took effect on 31 October 2025)',
    ],
    [
      'one that the catalogue does not know',
      { extendedProperties: { retirementFeatureName: 'Old thing', retirementDate: '2027-06-30T00:00:00Z' } },
      'retirement | - | Azure Advisor: Retire this (takes effect on 30 June 2027, not known here, so not judged)',
    ],
    [
      'the same words on a day far from the one that is known',
      {
        extendedProperties: { retirementDate: '2028-01-31T00:00:00Z' },
        shortDescription: { problem: 'self-hosted gateway v2.0 is retired' },
      },
      'retirement | - | Azure Advisor: self-hosted gateway v2.0 is retired (takes effect on 31 January 2028, not known here, so not judged)',
    ],
    [
      'a certificate in error, which is no retirement',
      {
        recommendationTypeId: '8962964c-a6d6-4c3d-918a-2777f7fbdca7',
        shortDescription: { problem: 'Review hostname certificate for errors' },
      },
      'recommendation | - | Azure Advisor: Review hostname certificate for errors (said on 20 November 2026)',
    ],
    [
      'one that somebody dismissed',
      { extendedProperties: { retirementFeatureName: 'Old thing' }, suppressionIds: ['x'] },
      'retirement | - | Azure Advisor: Retire this (not known here, so not judged, said on 20 November 2026, dismissed by somebody)',
    ],
  ])('tells of %s', (_, properties, expected) => {
    expect(lines([advice(properties)])).toEqual([expected]);
  });
});

describe('Service Health', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    [
      'a retirement that the catalogue does not know',
      {},
      [
        'retirement | - | Service Health 3KYM-7_G: Retirement notice: something new in API Management (takes effect on 30 September 2027, not known here, so not judged)',
      ],
    ],
    [
      'a known one, whose day has moved a little',
      {
        Title: 'Retirement notice: Built-in analytics of API Management',
        ImpactMitigationTime: '2027-04-30T00:00:00Z',
      },
      [
        'retirement | analytics-dashboard | Service Health 3KYM-7_G: Retirement notice: Built-in analytics of API Management (takes effect on 30 April 2027)',
      ],
    ],
    [
      'an incident',
      { EventType: 'ServiceIssue', EventSubType: '', Title: 'Gateway errors' },
      ['incident | - | Service Health 3KYM-7_G: Gateway errors (since 1 October 2026)'],
    ],
    [
      'maintenance',
      { EventType: 'PlannedMaintenance', EventSubType: '', Title: 'Upgrade', ImpactStartTime: '2026-12-01T00:00:00Z' },
      ['maintenance | - | Service Health 3KYM-7_G: Upgrade (planned for 1 December 2026)'],
    ],
    [
      'what concerns every region',
      {
        EventSubType: '',
        Title: 'Advice',
        Impact: [{ ImpactedService: 'API Management', ImpactedRegions: [{ ImpactedRegion: 'Global' }] }],
      },
      ['advisory | - | Service Health 3KYM-7_G: Advice (said on 19 November 2026)'],
    ],
    [
      'another region only',
      { Impact: [{ ImpactedService: 'API Management', ImpactedRegions: [{ ImpactedRegion: 'East US' }] }] },
      [],
    ],
    ['another service that only mentions this one', { Impact: [{ ImpactedService: 'Storage' }] }, []],
    ['what is over', { Status: 'Resolved' }, []],
    ['a bill', { EventType: 'Billing' }, []],
  ])('tells, or not, of %s', (_, properties, expected) => {
    expect(lines([event(properties)])).toEqual(expected);
  });

  it('counts a region where the instance has a gateway beside its own', () => {
    const there = event({
      Impact: [{ ImpactedService: 'API Management', ImpactedRegions: [{ ImpactedRegion: 'North Europe' }] }],
    });
    const regions = { additionalLocations: [{ location: 'North Europe', sku: { name: 'Premium' } }] };
    expect(azureSays(subjectOf([apim(), there]), retirements)?.announcements).toEqual([]);
    expect(azureSays(subjectOf([apim(regions), there]), retirements)?.announcements).toHaveLength(1);
  });
});

describe('what could not be read', () => {
  it.each([
    ['a query that failed', [], { failing: { healthEvents: 'THROTTLED' } }, ['service-health']],
    ['an event that is not as Azure documents it', [event({ Impact: 'everything' })], {}, ['service-health']],
    ['a recommendation that is not', [advice({ extendedProperties: 7 })], {}, ['advisor']],
    ['a sound answer', [], {}, []],
  ] as const)('%s', (_, rows, options, unread) => {
    expect(said(rows, options)?.unread).toEqual(unread);
  });

  it('is not known before both have answered', () => {
    expect(said([], { failing: { recommendations: 'PENDING' } })).toBeUndefined();
  });
});

describe('a silent Advisor', () => {
  const silent: AzureSays = { announcements: [], unread: [] };
  const trusted = { retirement: 'trusted-service-connectivity', effective: '2026-03-15' as const };
  const about = (rest: Partial<Parameters<typeof aboutSilence>[0]>) =>
    aboutSilence({ ...report([]), ...trusted, verdict: 'not-ready', azureSays: silent, ...rest }).map((text) =>
      render(text),
    );

  it('is quoted with Microsoft’s sentence where the judgement differs, and only there', () => {
    expect(about({})).toEqual([
      "Azure Advisor recommends nothing here. Microsoft’s page: “If you don't see a recommendation, your API Management gateway isn't affected by the change.” What was read above goes before that.",
    ]);
    expect(about({ verdict: 'ready' })).toEqual([]);
    expect(about({ retirement: 'tls-versions' })).toEqual([]);
    const one = said([advice({ recommendationTypeId: 'd6c54614-97fe-4f55-85cf-adb49ca7ccd3' })]);
    expect(about({ azureSays: one as AzureSays })).toEqual([]);
  });

  it('that could not be asked is not called silent', () => {
    expect(about({ azureSays: { announcements: [], unread: ['advisor'] } })).toEqual([
      'What Azure Advisor says could not be read.',
    ]);
  });
});

describe('the order and the whole of what is said', () => {
  const named = (id: string, properties: JsonObject) => ({
    ...advice(properties),
    id: `${APIM}/providers/Microsoft.Advisor/recommendations/${id}`,
    name: id,
  });
  const unknown = { extendedProperties: { retirementFeatureName: 'Old thing' } };
  const ids = (...rows: readonly ArmResource[]) => said(rows)?.announcements.map(({ id }) => id.split('/').at(-1));

  it('is a retirement that nobody knows first, then the newest, then by id', () => {
    const day = (lastUpdated: string | null) => ({ lastUpdated });

    expect(
      ids(
        named('old', day('2026-01-01')),
        named('none', day(null)),
        named('b', day('2026-11-20')),
        named('a', day('2026-11-20')),
        named('unknown', { ...unknown, ...day('2025-01-01') }),
      ),
    ).toEqual(['unknown', 'a', 'b', 'old', 'none']);
  });

  const called = (id: string, effective: Day) => ({
    ...retirementOf('tls-versions'),
    id,
    effective,
    calledBy: ['old thing'],
    advisorType: `type-of-${id}`,
  });
  const catalogue = [called('early', '2026-03-31'), called('near', '2026-06-30'), called('late', '2026-09-30')];

  it.each<[string, JsonObject, string | undefined]>([
    ['the one whose day is nearest', { retirementDate: '2026-06-15T00:00:00Z' }, 'near'],
    ['one whose day is a hundred days away', { retirementDate: '2025-12-21T00:00:00Z' }, 'early'],
    ['none whose day is further away', { retirementDate: '2025-12-20T00:00:00Z' }, undefined],
    ['the first where it has no day', { retirementFeatureName: 'Old thing' }, 'early'],
    ['none where it is no retirement', {}, undefined],
  ])('is, of several that the same words name, about %s', (_, extendedProperties, expected) => {
    const row = named('row', { shortDescription: { problem: 'Something of an Old Thing' }, extendedProperties });
    const found = azureSays(subjectOf([apim(), row]), catalogue)?.announcements;
    expect(found?.map(({ retirement }) => retirement)).toEqual([expected]);
  });

  it('is about the retirement of its type, whatever its words', () => {
    const row = named('row', { recommendationTypeId: 'TYPE-OF-LATE' });
    expect(azureSays(subjectOf([apim(), row]), catalogue)?.announcements).toMatchObject([
      { kind: 'retirement', retirement: 'late' },
    ]);
  });

  it.each<[string, JsonObject]>([
    [
      'names it in what is to be done alone',
      { shortDescription: { problem: 'Act', solution: 'Trusted service connectivity ends' } },
    ],
    ['tells no type and no words', { recommendationTypeId: null, shortDescription: null }],
  ])('is about trusted access where Advisor %s', (_, properties) => {
    expect(said([advice(properties)])?.announcements).toMatchObject([
      { kind: 'retirement', retirement: 'trusted-service-connectivity' },
    ]);
  });

  it('is named by its feature or its name where it has no words', () => {
    const title = (properties: JsonObject) => said([named('row', properties)])?.announcements[0]?.title;

    expect(title({ shortDescription: null, ...unknown })).toBe('Old thing');
    expect(title({ shortDescription: null })).toBe('row');
  });

  it('holds what does not have the form that Azure documents for unread, and the rest for read', () => {
    const odd = {
      ...named('odd', {}),
      properties: {
        ...(advice({}).properties as JsonObject),
        shortDescription: unreadable({ resource: 'r', property: 'p' }),
      },
    };
    const subject = subjectOf([apim(), odd, event({})]);
    const found = azureSays(subject, retirements);

    expect(found?.unread).toEqual(['advisor']);
    expect(found?.announcements.map(({ source }) => source)).toEqual(['service-health']);
  });
});

describe('an event of Service Health', () => {
  const kinds = (properties: JsonObject) => said([event(properties)])?.announcements.map(({ kind }) => kind);
  const impact = (ImpactedService: string, ...regions: readonly string[]) => ({
    Impact: [{ ImpactedService, ImpactedRegions: regions.map((ImpactedRegion) => ({ ImpactedRegion })) }],
  });

  it.each<[string, JsonObject, readonly string[]]>([
    ['is a retirement by its kind', {}, ['retirement']],
    ['is a retirement by its words', { EventSubType: null, Title: 'We retire this' }, ['retirement']],
    ['is an advisory by other words', { EventSubType: null, Title: 'A change' }, ['advisory']],
    [
      'is an incident, whatever its words',
      { EventType: 'ServiceIssue', EventSubType: null, Title: 'Retire' },
      ['incident'],
    ],
    ['is maintenance', { EventType: 'PlannedMaintenance', EventSubType: null }, ['maintenance']],
    ['is none of billing', { EventType: 'Billing' }, []],
    ['is none without a kind', { EventType: null }, []],
    ['is none when it is over', { Status: 'Resolved' }, []],
    ['is one without a state', { Status: null }, ['retirement']],
    ['is none of another service', impact('App Service', 'West Europe'), []],
    ['is none of a service that only begins alike', impact('API Managements', 'West Europe'), []],
    ['is one of a longer name', impact('API Management (preview)', 'West Europe'), ['retirement']],
    ['is none of another region', impact('API Management', 'East US'), []],
    ['is one of several regions', impact('API Management', 'East US', 'West Europe'), ['retirement']],
    ['is one of all regions', impact('API Management', 'Global'), ['retirement']],
    ['is one without a region', impact('API Management'), ['retirement']],
    [
      'is one whose region has no name',
      { Impact: [{ ImpactedService: 'API Management', ImpactedRegions: [{}] }] },
      ['retirement'],
    ],
  ])('%s', (_, properties, expected) => {
    expect(kinds(properties)).toEqual(expected);
  });

  it('is about no retirement where it is an incident, whatever its words, and is named by its id where it has none', () => {
    const about = (properties: JsonObject) =>
      said([event(properties)])?.announcements.map(({ retirement, title }) => [title, retirement]);
    const Title = 'TLS 1.0 ends';

    expect(about({ Title, ImpactMitigationTime: null })).toEqual([[Title, 'tls-versions']]);
    expect(about({ Title, EventType: 'ServiceIssue', EventSubType: null })).toEqual([[Title, undefined]]);
    expect(about({ Title: null })).toEqual([['3KYM-7_G', undefined]]);
  });

  it('is told for the region of the instance where its other regions do not have the form that Azure documents', () => {
    const subject = subjectOf([apim({ additionalLocations: 'everywhere' }), event({})]);
    const found = azureSays({ ...subject, estate: readableEstate(subject.estate) }, retirements);
    expect(found).toMatchObject({ announcements: [{ kind: 'retirement' }], unread: [] });
  });

  it('has the day on which it began, but for an advisory', () => {
    const days = (properties: JsonObject) => {
      const [one] = said([event(properties)])?.announcements ?? [];
      return [one?.day, one?.effective];
    };

    expect(days({})).toEqual(['2026-11-19', '2027-09-30']);
    expect(days({ EventSubType: null, Title: 'A change' })).toEqual(['2026-11-19', undefined]);
    expect(days({ EventType: 'ServiceIssue', EventSubType: null })).toEqual(['2026-10-01', undefined]);
    expect(days({ LastUpdateTime: null, ImpactMitigationTime: null })).toEqual([undefined, undefined]);
  });
});
