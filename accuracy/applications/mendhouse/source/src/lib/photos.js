import { createHash, randomUUID } from 'node:crypto';
import { mkdir, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import multer from 'multer';
import sharp from 'sharp';
import { Problem } from './problems.js';

export const receivePhoto = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: 6 * 1024 * 1024, files: 1, fields: 2, parts: 3 },
}).single('photo');

const idShape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function createPhotoShelf(dataDir) {
  const shelf = path.resolve(dataDir, 'photos');
  const fileOf = (id) => {
    if (!idShape.test(id)) throw new Problem(404, 'There is nothing here.');
    return path.join(shelf, `${id}.webp`);
  };
  return {
    shelf,
    fileOf,
    /** Pictures are drawn anew, so only pixels of the upload survive: no metadata, no scripts, no second format. */
    async keep(buffer) {
      let picture;
      try {
        picture = await sharp(buffer, { limitInputPixels: 40_000_000, failOn: 'error' })
          .rotate()
          .resize({ width: 1600, height: 1600, fit: 'inside', withoutEnlargement: true })
          .webp({ quality: 80 })
          .timeout({ seconds: 10 })
          .toBuffer();
      } catch {
        throw new Problem(415, 'That is not a picture we can read.');
      }
      const id = randomUUID();
      await mkdir(shelf, { recursive: true, mode: 0o750 });
      await writeFile(fileOf(id), picture, { flag: 'wx', mode: 0o640 });
      return { id, bytes: picture.length, etag: `"${createHash('sha1').update(picture).digest('hex')}"` };
    },
    discard: (id) => unlink(fileOf(id)).catch(() => undefined),
  };
}
