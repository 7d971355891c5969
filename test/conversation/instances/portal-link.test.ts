import { instanceOfPortalLink } from '../../../src/conversation/instances/portal-link.ts';

const ID =
  '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-api/providers/Microsoft.ApiManagement/service/apim-prod';

describe('a portal link', () => {
  it.each([
    ['its overview', `https://portal.azure.com/#@contoso.com/resource${ID}/overview`],
    ['the instance alone', `https://portal.azure.com/#@contoso.com/resource${ID}`],
    ['no tenant', `https://portal.azure.com/#resource${ID}/overview`],
    ['a page below it', `https://portal.azure.com/#@contoso.com/resource${ID}/apim-apis`],
    ['an encoded id', `https://portal.azure.com/#view/Microsoft_Azure_ApiManagement/X/id/${encodeURIComponent(ID)}`],
    ['features switched on', `https://portal.azure.com/?feature.x=true#@contoso.com/resource${ID}/overview`],
    ['the preview', `https://ms.portal.azure.com/#@contoso.com/resource${ID}/overview`],
    ['US Government', `https://portal.azure.us/#@contoso.us/resource${ID}/overview`],
    ['China', `https://portal.azure.cn/#@contoso.cn/resource${ID}/overview`],
  ])('leads to the instance with %s', (_, link) => {
    expect(instanceOfPortalLink(link)).toBe(ID);
  });

  it.each([
    ['another resource', `https://portal.azure.com/#@t/resource${ID.replace('service/', 'workspaces/')}`],
    ['another provider', `https://portal.azure.com/#@t/resource${ID.replace('ApiManagement', 'KeyVault')}`],
    ['the home page', 'https://portal.azure.com/#home'],
    ['another host', `https://portal.azure.com.evil.example/#@t/resource${ID}`],
    ['a host that ends alike', `https://evilportal.azure.com/#@t/resource${ID}`],
    ['two labels before the portal', `https://a.b.portal.azure.com/#@t/resource${ID}`],
    ['a user before the host', `https://portal.azure.com@evil.example/#@t/resource${ID}`],
    ['no https', `http://portal.azure.com/#@t/resource${ID}`],
    ['the id outside the fragment', `https://portal.azure.com${ID}`],
    ['an encoding that is broken', `https://portal.azure.com/#@t/resource${ID}%E0%A4%A`],
    ['no link', 'portal.azure.com'],
    ['nothing', ''],
    ['more than is looked into', `https://portal.azure.com/#@t/resource${ID}/${'x'.repeat(4_000)}`],
  ])('leads to no instance with %s', (_, link) => {
    expect(instanceOfPortalLink(link)).toBeUndefined();
  });
});
