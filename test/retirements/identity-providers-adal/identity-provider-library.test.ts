import { identityProviderLibrary } from '../../../src/retirements/identity-providers-adal/identity-provider-library.ts';
import { checkRequirement } from '../../support/check-requirement.ts';
import { apim } from '../../support/resources.ts';
import { child, failing } from '../support.ts';

const provider = (type: string, library?: string) =>
  child(`identityProviders/${type}`, { type, ...(library === undefined ? {} : { clientLibrary: library }) });

checkRequirement(identityProviderLibrary, {
  pass: [['MSAL', [apim(), provider('aad', 'MSAL-2')], ['pass aad']]],
  warn: [['no library named', [apim(), provider('aad')], ['warn LIBRARY_NOT_NAMED aad']]],
  fail: [
    [
      'one that is its type by name alone',
      [apim(), child('identityProviders/aad', { clientLibrary: 'ADAL' })],
      ['fail outage ADAL aad'],
    ],
    ['ADAL', [apim(), provider('aadB2C', 'ADAL')], ['fail outage ADAL aadB2C']],
    [
      'two of one type',
      [
        apim(),
        provider('aad', 'MSAL-2'),
        child('identityProviders/aad-second', { type: 'aad', clientLibrary: 'adal' }),
      ],
      ['fail outage ADAL aad-second', 'pass aad'],
    ],
  ],
  unknown: [
    ['a library that nobody knows', [apim(), provider('aad', 'OTHER-3')], ['unknown UNREADABLE aad']],
    ['not to be listed', [apim()], ['unknown FORBIDDEN identityProviders'], failing('identityProviders')],
  ],
  notApplicable: [
    ['another kind only', [apim(), provider('google')], ['not-applicable FEATURE_NOT_USED identityProviders']],
    ['none', [apim()], ['not-applicable FEATURE_NOT_USED identityProviders']],
  ],
});
