import { readAhead } from '../../src/instance/read-ahead.ts';
import { APIM, SUBSCRIPTION } from '../support/resources.ts';

const asked = (sku: string) =>
  readAhead({ id: APIM, sku, subscriptionId: SUBSCRIPTION }).map((question) =>
    question.kind === 'children' ? question.collection : question.kind,
  );
const ALWAYS = ['allPolicies', 'apis', 'backends', 'certificates', 'loggers', 'namedValues'];

it('what every assessment needs is asked ahead, the workspaces where the tier may have some', () => {
  expect(asked('Premium')).toEqual([...ALWAYS, 'workspaces', 'recommendations', 'healthEvents']);
  expect(asked('Consumption')).toEqual([...ALWAYS, 'recommendations', 'healthEvents']);
});
