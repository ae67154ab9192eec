import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import yauzl from 'yauzl';

const MAX_ENTRIES = 50;
const MAX_TOTAL = 100 * 1024 * 1024;
export class BadArchive extends Error {}
export interface Stored {
  id: string;
  name: string;
  size: number;
}

export const tidyName = (name: string): string =>
  path.posix.basename(name.replaceAll('\\', '/')).replace(/[^\p{L}\p{N}._ -]/gu, '_').replace(/^\.+/, '').slice(0, 200) || 'file';

const open = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer);

/** Unpacks into files named by fresh ids: names in the archive are labels and never become paths. */
export async function unpack(bytes: Buffer, directory: string): Promise<Stored[]> {
  const zip = await open(bytes, { lazyEntries: true }).catch(() => {
    throw new BadArchive('Not a zip archive');
  });
  const stored: Stored[] = [];
  let total = 0;
  try {
    if (zip.entryCount > MAX_ENTRIES) throw new BadArchive('Too many files');
    for await (const entry of entries(zip)) {
      if (entry.fileName.endsWith('/')) continue;
      const file: Stored = { id: randomUUID(), name: tidyName(entry.fileName), size: 0 };
      stored.push(file);
      const meter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          file.size += chunk.length;
          total += chunk.length;
          done(total > MAX_TOTAL ? new BadArchive('Unpacks to too much') : null, chunk);
        },
      });
      const source = await promisify(zip.openReadStream.bind(zip) as (e: yauzl.Entry, cb: (error: Error | null, stream: NodeJS.ReadableStream) => void) => void)(entry);
      await pipeline(source as NodeJS.ReadableStream, meter, createWriteStream(path.join(directory, file.id), { flags: 'wx', mode: 0o600 }));
    }
    return stored;
  } catch (error) {
    await Promise.all(stored.map(({ id }) => rm(path.join(directory, id), { force: true })));
    throw error instanceof BadArchive ? error : new BadArchive('The archive is damaged');
  } finally {
    zip.close();
  }
}

async function* entries(zip: yauzl.ZipFile): AsyncGenerator<yauzl.Entry> {
  for (;;) {
    const entry = await new Promise<yauzl.Entry | undefined>((resolve, reject) => {
      zip.removeAllListeners();
      zip.once('entry', resolve).once('end', () => resolve(undefined)).once('error', reject);
      zip.readEntry();
    });
    if (!entry) return;
    yield entry;
  }
}
