import { readScopeFile } from '../../../src/app/access/scope-file.ts';

const SUBSCRIPTION = '/subscriptions/00000000-0000-4000-8000-000000000001';
const read = (file: unknown) => readScopeFile(JSON.stringify(file), 'SCOPES_FILE');

describe('the file of scopes', () => {
  it('takes the resource ids of Azure, tags and the star', () => {
    const { file, problems } = read({
      default: ['*'],
      chats: {
        '19:a@thread.tacv2': [
          SUBSCRIPTION,
          `${SUBSCRIPTION}/resourceGroups/rg-api/`,
          `${SUBSCRIPTION}/resourceGroups/rg-api/providers/Microsoft.ApiManagement/service/apim-prod`,
          '/providers/Microsoft.Management/managementGroups/Payments',
          'tag:environment=test',
          'tag:owner',
        ],
      },
    });
    expect(problems).toEqual([]);
    expect(file.otherwise).toEqual([{ kind: 'all' }]);
    expect(file.chats.get('19:a@thread.tacv2')?.map(({ kind }) => kind)).toEqual([
      'subscription',
      'resource-group',
      'instance',
      'management-group',
      'tag',
      'tag',
    ]);
  });

  it('says nothing of other places where it has no default', () => {
    expect(read({ chats: {} })).toEqual({ file: { otherwise: undefined, chats: new Map() }, problems: [] });
  });

  it('names everything that is wrong, and shows nothing for it', () => {
    const { file, problems } = read({
      defaults: [],
      default: 'all',
      chats: { general: [], '19:a@thread.tacv2': ['Production', 7, `${SUBSCRIPTION}/resourceGroups/a/b`] },
    });
    expect(problems).toEqual([
      expect.stringContaining('"defaults", which means nothing'),
      expect.stringContaining('"general" is no id of a channel'),
      expect.stringContaining('"default" must be a list'),
      expect.stringContaining('"Production" in "19:a@thread.tacv2" is no scope'),
      expect.stringContaining('7 in "19:a@thread.tacv2" is no scope'),
      expect.stringContaining('/resourceGroups/a/b" in'),
    ]);
    expect(file.otherwise).toEqual([]);
    expect(file.chats.get('19:a@thread.tacv2')).toEqual([]);
  });

  it.each(['', '[', '[]', '7', 'null'])('is refused as a whole when it holds %j', (text) => {
    expect(readScopeFile(text, 'SCOPES_FILE').problems).toHaveLength(1);
  });
});
