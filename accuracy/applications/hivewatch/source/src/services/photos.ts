import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { config } from '../config.js';

const MAGIC: [string, string][] = [
  ['ffd8ff', '.jpg'],
  ['89504e470d0a1a0a', '.png'],
];

export async function storePhoto(body: Buffer): Promise<string | null> {
  const suffix = MAGIC.find(([magic]) => body.subarray(0, 8).toString('hex').startsWith(magic))?.[1];
  if (!suffix) return null;
  const name = randomUUID() + suffix;
  await writeFile(join(config.photoDir, name), body, { flag: 'wx' });
  return name;
}

export function openPhoto(name: string) {
  return createReadStream(join(config.photoDir, decodeURIComponent(name)));
}
