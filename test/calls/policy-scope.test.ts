import { placeIn, scopeName, scopeOfPolicy } from '../../src/calls/policy-scope.ts';
import { render } from '../../src/model/text.ts';
import { APIM } from '../support/resources.ts';

const scope = (path: string) => scopeOfPolicy(APIM, `${APIM}${path}`);

describe('where a policy applies', () => {
  it.each([
    ['/policies/policy', 'service', 'All APIs'],
    ['/apis/orders/policies/policy', 'api', 'API orders'],
    ['/APIS/orders/Policies/policy/', 'api', 'API orders'],
    ['/apis/orders/operations/get/policies/policy', 'operation', 'API orders, operation get'],
    ['/apis/graph/resolvers/r/policies/policy', 'resolver', 'API graph, resolver r'],
    ['/products/p/policies/policy', 'product', 'Product p'],
    ['/policyFragments/f', 'fragment', 'Policy fragment f'],
    ['/workspaces/w/policies/policy', 'workspace', 'Workspace w: All APIs of the workspace'],
    ['/workspaces/w/apis/orders/policies/policy', 'api', 'Workspace w: API orders'],
    ['/workspaces/w/policyFragments/f', 'fragment', 'Workspace w: Policy fragment f'],
    ['/tags/t/policies/policy', 'other', 'A policy'],
    ['/apis/orders/things/t/policies/policy', 'other', 'A policy'],
    // What names no pair is no scope of its own.
    ['/apis/orders/operations', 'api', 'API orders'],
    ['/apis', 'service', 'All APIs'],
  ])('%s is of kind %s: %s', (path, kind, name) => {
    expect([scope(path).kind, render(scopeName(scope(path)))]).toEqual([kind, name]);
  });

  it('names what its names are looked up under: the service, or a workspace', () => {
    expect(scope('/apis/orders/policies/policy')).toMatchObject({ owner: APIM, workspace: undefined, api: 'orders' });
    expect(scope('/workspaces/w/products/p/policies/policy')).toMatchObject({
      owner: `${APIM}/workspaces/w`,
      workspace: 'w',
      product: 'p',
    });
  });

  it('is read in whatever case Azure wrote the id of the service', () => {
    expect(scopeOfPolicy(APIM, `${APIM.toUpperCase()}/apis/orders/policies/policy`)).toMatchObject({ api: 'orders' });
  });

  it('is nothing in particular below another instance', () => {
    expect(scopeOfPolicy(APIM, `${APIM}2/apis/orders/policies/policy`)).toMatchObject({
      kind: 'service',
      api: undefined,
    });
  });

  it('is told with the element in it', () => {
    expect(render(placeIn(scope('/products/p/policies/policy'), 'send-request'))).toBe('Product p, send-request');
  });
});
