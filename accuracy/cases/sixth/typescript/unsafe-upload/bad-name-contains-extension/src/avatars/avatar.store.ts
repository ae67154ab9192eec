import { Injectable, UnsupportedMediaTypeException } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

const IMAGE = /\.(png|jpe?g)/i;

@Injectable()
export class AvatarStore {
  private readonly directory = join(process.cwd(), 'public', 'avatars');

  async put(file: Express.Multer.File): Promise<string> {
    if (!IMAGE.test(file.originalname)) throw new UnsupportedMediaTypeException();
    const name = `${randomUUID()}-${basename(file.originalname)}`;
    await writeFile(join(this.directory, name), file.buffer);
    return `/avatars/${name}`;
  }
}
