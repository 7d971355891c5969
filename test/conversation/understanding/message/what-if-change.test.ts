/** Which change a what-if question is about, in words. */
import type { MessageContext } from '../../../../src/conversation/understanding/message/message-context.ts';
import { understand } from '../../../../src/conversation/understanding/understand.ts';
import type { DiscoveredInstance } from '../../../../src/readiness/assessor.ts';
import { discovered } from '../../../support/report.ts';

const instances: readonly DiscoveredInstance[] = [discovered('apim-prod')];
const context: MessageContext = { today: '2026-11-22', knownMonths: ['2026-03'], instances };

describe('a what-if question', () => {
  it.each([
    ['what if the flag is set on apim-prod?', 'apim-prod', undefined],
    ['what if I take the flag back on apim-prod?', 'apim-prod', 'trusted-access-on'],
    ['what if I remove trusted access on apim-prod?', 'apim-prod', undefined],
    ['what if I allow 20.1.2.3 in kv-prod for apim-prod?', 'apim-prod', 'admit:20.1.2.3@kv-prod'],
    ['what if I allow 120.1.2.0/24 in kv-prod for apim-prod?', 'apim-prod', 'admit:120.1.2.0/24@kv-prod'],
    ['what if I add a private endpoint to kv-prod on apim-prod?', 'apim-prod', 'private-endpoint@kv-prod'],
    ['what if kv-prod gets a private endpoint?', undefined, 'private-endpoint@kv-prod'],
    ['what if I add a subnet rule to stinvoicesprod on apim-prod?', 'apim-prod', 'admit-subnet@stinvoicesprod'],
    ['what if apim-prod gets a managed identity?', 'apim-prod', 'system-identity-on'],
    ['was wäre, wenn kv-prod einen privaten Endpunkt für apim-prod bekommt?', 'apim-prod', 'private-endpoint@kv-prod'],
    ['et si je retire l’indicateur sur apim-prod ?', 'apim-prod', 'trusted-access-on'],
    ['¿qué pasa si quito la marca en apim-prod?', 'apim-prod', 'trusted-access-on'],
  ])('%s', (text, instance, change) => {
    const question = understand(text, context);

    expect(question).toEqual({
      kind: 'what-if',
      ...(instance === undefined ? {} : { instance }),
      ...(change === undefined ? {} : { change }),
    });
  });
});
