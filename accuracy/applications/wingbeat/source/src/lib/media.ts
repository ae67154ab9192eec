import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { fine, refuse, type Result } from './result.js';

export class MediaShelf {
  constructor(private readonly root: string) {}

  private fileOf(id: string) {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new RangeError('not a media id');
    return path.join(this.root, id.slice(0, 2), `${id}.webp`);
  }

  /** Only pixels are kept: what the camera wrote beside them (the place of a nest) is dropped. */
  async keep(upload: Buffer): Promise<Result<{ id: string; etag: string; bytes: number }>> {
    const drawn = await sharp(upload, { limitInputPixels: 50_000_000, failOn: 'error' })
      .rotate()
      .resize({ width: 1800, height: 1800, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82 })
      .timeout({ seconds: 10 })
      .toBuffer()
      .catch(() => undefined);
    if (!drawn) return refuse('unsupported');
    const id = randomUUID();
    const file = this.fileOf(id);
    await mkdir(path.dirname(file), { recursive: true, mode: 0o750 });
    await writeFile(file, drawn, { flag: 'wx', mode: 0o640 });
    return fine({ id, etag: createHash('sha1').update(drawn).digest('hex'), bytes: drawn.length });
  }

  open = (id: string) => createReadStream(this.fileOf(id));
  discard = (id: string) => rm(this.fileOf(id), { force: true });
}
