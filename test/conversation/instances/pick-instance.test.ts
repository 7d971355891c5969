/** Which instance is meant. */
import { pickInstance } from '../../../src/conversation/instances/pick-instance.ts';
import { discovered } from '../../support/report.ts';

const prod = discovered('apim-prod');
const dev = discovered('apim-dev');
const shared = discovered('apim-shared', { resourceGroup: 'rg-north' });
const sharedToo = discovered('apim-shared', { resourceGroup: 'rg-south' });
const instances = [prod, dev, shared, sharedToo, discovered('contoso-gateway'), discovered('edge')];

describe('pickInstance', () => {
  it.each([
    ['its name', 'apim-prod', prod],
    ['its name in any case', 'APIM-Prod', prod],
    ['resource group and name', 'RG-API/apim-dev', dev],
    ['its ARM id in any case', prod.id.toUpperCase(), prod],
    ['its letters alone, however they are joined', 'APIM_Prod', prod],
    ['its letters run together', 'apimprod', prod],
    ['resource group and name where the name alone is not enough', 'rg-south/apim-shared', sharedToo],
  ])('finds one by %s', (_, reference, instance) => {
    expect(pickInstance(reference, instances)).toEqual({ kind: 'one', instance });
  });

  it('finds all of one name, and chooses none of them', () => {
    expect(pickInstance('apim-shared', instances)).toEqual({ kind: 'several', instances: [shared, sharedToo] });
  });

  it.each([
    ['apim-prd', ['apim-prod']],
    ['apim-pord', ['apim-prod']],
    ['egde', ['edge']],
    ['contoso', ['contoso-gateway']],
    ['rg-other/apim-dev', ['apim-dev']],
    [prod.id.replace('rg-api', 'rg-gone'), ['apim-prod']],
    ['zzz-unlike-anything', []],
    ['', []],
  ])('finds nobody called %s, and says who is near', (reference, near) => {
    const picked = pickInstance(reference, instances);
    expect(picked.kind === 'none' && picked.near.map(({ name }) => name).slice(0, near.length || 1)).toEqual(near);
  });

  it('offers three at most, nearest first', () => {
    const many = ['apim-a', 'apim-b', 'apim-c', 'apim-dd'].map((name) => discovered(name));
    const picked = pickInstance('apim-d', many);
    expect(picked.kind === 'none' && picked.near.map(({ name }) => name)).toEqual(['apim-dd', 'apim-a', 'apim-b']);
  });
});
