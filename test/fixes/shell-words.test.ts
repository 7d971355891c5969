import { spawnSync } from 'node:child_process';
import { word } from '../../src/fixes/shell-words.ts';

describe('word', () => {
  it('leaves plain words as they are', () => {
    expect(['kv-prod', '20.50.1.1/32', '/subscriptions/1/resourceGroups/rg_a'].map(word)).toEqual([
      'kv-prod',
      '20.50.1.1/32',
      '/subscriptions/1/resourceGroups/rg_a',
    ]);
  });

  it.each(['rg (old)', "it's", 'a;b', '$(id)', '`id`', 'a b', '', '*', '"x"', 'a\\b'])(
    'makes one literal word of %j in a real shell',
    (text) => {
      const shell = spawnSync('sh', ['-c', `for each in ${word(text)}; do printf '<%s>' "$each"; done`], {
        encoding: 'utf8',
      });
      expect(shell.stdout).toBe(`<${text}>`);
    },
  );
});
