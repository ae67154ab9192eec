import { Injectable, UnsupportedMediaTypeException } from '@nestjs/common';
import { fileTypeFromBuffer } from 'file-type';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const IMAGE = new Set(['png', 'jpg']);

@Injectable()
export class AvatarStore {
  private readonly directory = join(process.cwd(), 'public', 'avatars');

  async put(file: Express.Multer.File): Promise<string> {
    const type = await fileTypeFromBuffer(file.buffer);
    if (!type || !IMAGE.has(type.ext)) throw new UnsupportedMediaTypeException();
    const name = `${randomUUID()}.${type.ext}`;
    await writeFile(join(this.directory, name), file.buffer);
    return `/avatars/${name}`;
  }
}
