/** Protocols and ciphers that Azure retires are switched on by custom properties. Rules: docs/rules.md#gateway-protocols. */

import { manualStep } from '../../fixes/manual-step.ts';
import { unreadService } from '../../fixes/unread-item.ts';
import { utcDay } from '../../model/days.ts';
import type { Item } from '../../model/finding.ts';
import { at, flag, isObject, same, text } from '../../model/json.ts';
import type { Requirement } from '../../model/requirement.ts';
import { retirementOf } from '../../model/retirement.ts';
import { say } from '../../model/text.ts';

const RETIREMENT = retirementOf('tls-versions');

const PREFIX = 'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.';

/** What may be switched on. Names without a space, so that they stand in any language. */
const PROPERTIES = [
  { name: 'Protocols.Tls10', what: say('TLS 1.0 of clients') },
  { name: 'Protocols.Tls11', what: say('TLS 1.1 of clients') },
  { name: 'Protocols.Ssl30', what: say('SSL 3.0 of clients') },
  { name: 'Backend.Protocols.Tls10', what: say('TLS 1.0 towards backends') },
  { name: 'Backend.Protocols.Tls11', what: say('TLS 1.1 towards backends') },
  { name: 'Backend.Protocols.Ssl30', what: say('SSL 3.0 towards backends') },
  { name: 'Ciphers.TripleDes168', what: say('The cipher 3DES') },
] as const;

/** Last UTC day whose new instances had them on by default. Source: REST API of API Management, custom properties. */
const ON_UNTIL = '2018-04-01';

export const gatewayProtocols: Requirement = {
  id: 'gateway-protocols',
  title: say('TLS 1.0 and 1.1, SSL 3.0 and 3DES are switched off'),
  titles: {
    fail: say('An old protocol or cipher is still switched on'),
    unknown: say('Whether old protocols are switched off is not known'),
    warn: say('Old protocols are worth a look'),
  },
  why: say('Clients and backends that need them lose their connection when Azure takes them away.'),
  retirement: RETIREMENT.id,
  order: 400,
  source: {
    title: 'Azure API Management breaking changes',
    section: 'TLS 1.0 and 1.1 retirements',
    url: RETIREMENT.docs,
  },
  check(subject) {
    const read = subject.estate.resource(subject.instance.id);
    if (!read.ok) return [unreadService(subject, read)];
    const service = read.value;
    const custom = at(service, 'properties', 'customProperties');
    const created = utcDay(text(service, 'properties', 'createdAtUtc'));
    const items = PROPERTIES.flatMap(({ name, what }): readonly Item[] => {
      const key = Object.keys(isObject(custom) ? custom : {}).find((one) => same(one, PREFIX + name));
      const set = key === undefined ? undefined : flag(custom, key);
      const property = `properties.customProperties["${PREFIX}${name}"]`;
      const observed = key === undefined ? 'absent' : String(at(custom, key));
      const fix = manualStep(
        subject,
        say('Find who still needs {what}, then switch it off under Security > Protocols + ciphers', { what }),
        RETIREMENT,
      );
      const item = { subject: service.id, evidence: [{ resource: service.id, property, observed, expected: 'False' }] };
      const unmet = { ...item, status: 'fail', impact: 'unsupported', fix } as const;
      if (set === true) {
        return [{ ...unmet, reason: 'OLD_PROTOCOL', message: say('{what} is switched on.', { what }) }];
      }
      if (set === undefined && created !== undefined && created <= ON_UNTIL) {
        const message = say('{what} is on: it was the default when the instance was made.', { what });
        return [{ ...unmet, reason: 'OLD_BY_DEFAULT', message }];
      }
      return [];
    });
    if (items.length > 0) return items;
    const evidence = [
      { resource: service.id, property: 'properties.customProperties', observed: 'none of them is on' },
    ];
    return [
      { subject: service.id, status: 'pass', message: say('No old protocol or cipher is switched on.'), evidence },
    ];
  },
};
