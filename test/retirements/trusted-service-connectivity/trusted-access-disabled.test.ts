import type { Status } from '../../../src/model/finding.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import { render } from '../../../src/model/text.ts';
import { trustedAccessDisabled } from '../../../src/retirements/trusted-service-connectivity/trusted-access-disabled.ts';
import { checkRequirement, never } from '../../support/check-requirement.ts';
import { lineOf } from '../../support/judge.ts';
import { inbound, policy, sendRequest } from '../../support/policies.ts';
import { APIM, apim, FLAG, firewall, keyVault } from '../../support/resources.ts';
import { type SubjectOptions, subjectOf } from '../../support/subject.ts';

const OLD = '2024-02-01T09:00:00Z';

function check(properties: JsonObject, dependencies: Status = 'pass', options: SubjectOptions = {}) {
  const findings = { 'gateway-dependencies': { status: dependencies, items: [] } };
  return trustedAccessDisabled.check(subjectOf([apim(properties)], { ...options, findings }));
}

function withFlag(value: Json, createdAtUtc = OLD): JsonObject {
  return { createdAtUtc, customProperties: { [FLAG]: value } };
}

const usesVault = policy('apis/orders', inbound(sendRequest('https://kv-prod.vault.azure.net/secrets/a')));

checkRequirement(trustedAccessDisabled, {
  pass: [['the flag', [apim(withFlag('True'))], ['pass apim-prod']]],
  warn: [['no flag, and nothing that needs trusted access', [apim()], ['warn FLAG_NOT_SET apim-prod']]],
  fail: [
    [
      'no flag, and a vault that only trusted access opens',
      [apim(), keyVault('kv-prod', firewall()), usesVault],
      ['fail unsupported FLAG_NOT_SET apim-prod'],
    ],
  ],
  unknown: [
    ['no flag, and a vault that nobody shows', [apim(), usesVault], ['unknown DEPENDENCIES_UNPROVEN apim-prod']],
  ],
  notApplicable: never('Every gateway has the flag.'),
});

describe('trusted-access-disabled', () => {
  it.each<[string, Json]>([
    ['"True"', 'True'],
    ['"true"', 'true'],
    ['"TRUE"', 'TRUE'],
    ['a boolean', true],
  ])('passes with the flag as %s, even while a dependency fails', (_, value) => {
    expect(check(withFlag(value), 'fail').map(lineOf)).toEqual(['pass apim-prod']);
  });

  it.each<[string, JsonObject]>([
    ['False', withFlag('False')],
    ['False on a new instance', withFlag('False', '2026-01-10T00:00:00Z')],
    ['a word that is neither', withFlag('yes')],
    ['absent on an old instance', { createdAtUtc: OLD, customProperties: {} }],
    ['absent with no custom properties at all', { createdAtUtc: OLD, customProperties: null }],
    ['absent one second before December 2025', { createdAtUtc: '2025-11-30T23:59:59.999Z' }],
    [
      'absent, created on 1 December in a zone where it is still November',
      { createdAtUtc: '2025-12-01T00:30:00+01:00' },
    ],
    ['absent, age unknown', { createdAtUtc: null }],
  ])('is a warning for %s, where every dependency is proven', (_, properties) => {
    expect(check(properties).map(lineOf)).toEqual(['warn FLAG_NOT_SET apim-prod']);
  });

  it.each(['2025-12-01T00:00:00Z', '2025-12-01T00:00:00.0000001', '2026-01-10T08:00:00Z'])(
    'passes with a note where the flag is absent on an instance of %s',
    (createdAtUtc) => {
      expect(check({ createdAtUtc }, 'fail').map(lineOf)).toEqual(['pass FLAG_ABSENT_NEW apim-prod']);
    },
  );

  it.each<[Status, string]>([
    ['fail', 'fail unsupported FLAG_NOT_SET apim-prod'],
    ['unknown', 'unknown DEPENDENCIES_UNPROVEN apim-prod'],
    ['warn', 'warn FLAG_NOT_SET apim-prod'],
    ['pass', 'warn FLAG_NOT_SET apim-prod'],
    ['not-applicable', 'warn FLAG_NOT_SET apim-prod'],
  ])('without the flag and with dependencies at %s is %s, before and after the day alike', (dependencies, expected) => {
    for (const today of ['2026-03-14', '2026-03-15', '2026-11-22'] as const) {
      expect(check({ createdAtUtc: OLD }, dependencies, { today }).map(lineOf)).toEqual([expected]);
    }
  });

  it.each([
    ['2026-02-03', 'Microsoft withdraws trusted access on 15 March 2026 (in 40 days)'],
    ['2026-03-15', 'Microsoft withdraws trusted access today, 15 March 2026'],
    ['2026-11-22', 'Microsoft withdrew trusted access on 15 March 2026 (252 days ago)'],
  ] as const)('says on %s that %s', (today, words) => {
    const messages = (['pass', 'unknown', 'fail'] as const).map((dependencies) =>
      check({ createdAtUtc: OLD }, dependencies, { today })
        .map(({ message }) => render(message))
        .join(''),
    );
    for (const message of messages) expect(message).toContain(`${words}.`);
  });

  it('shows the command only where every dependency is proven, and merges what is there', () => {
    const commands = (['warn', 'unknown', 'fail'] as const).map(
      (status) => check({ createdAtUtc: OLD }, status)[0]?.fix,
    );
    expect(commands.map((fix) => fix?.order)).toEqual([100, 95, 95]);
    expect(commands.map((fix) => fix?.command === undefined)).toEqual([false, true, true]);
    const steps = (commands[0]?.command ?? '').split('\n').filter((line) => !line.startsWith('#'));
    expect(steps.map((step) => step.split(' ').slice(0, 4).join(' '))).toEqual([
      'az rest -m get',
      "jq '{properties:{customProperties:((. // {})",
      'az rest -m patch',
      'az rest -m get',
    ]);
    expect(commands[0]?.command).toContain(`"${FLAG}":"True"`);
    expect(commands[0]?.command).toContain(APIM);
  });

  it('shows what was seen under the one key that contains dots', () => {
    expect(check(withFlag('False'))[0]?.evidence[0]).toEqual({
      resource: APIM,
      property: `properties.customProperties["${FLAG}"]`,
      observed: 'False',
      expected: 'True',
    });
  });

  it('is unknown when the instance could not be read', () => {
    expect(trustedAccessDisabled.check(subjectOf([], { denied: [APIM] })).map(lineOf)).toEqual([
      'unknown FORBIDDEN apim-prod',
    ]);
  });
});
