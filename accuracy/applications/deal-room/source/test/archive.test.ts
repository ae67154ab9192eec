import { expect, it } from 'vitest';
import { BadArchive, tidyName, unpack } from '../src/archive.js';

it('makes labels out of names', () => {
  expect(tidyName('../../etc/passwd')).toBe('passwd');
  expect(tidyName('..\\evil.exe')).toBe('evil.exe');
  expect(tidyName('..')).toBe('file');
});

it('refuses what is not an archive', async () => {
  await expect(unpack(Buffer.from('plain text'), '/nonexistent')).rejects.toBeInstanceOf(BadArchive);
});
