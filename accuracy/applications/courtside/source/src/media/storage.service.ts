import { BadRequestException, Injectable } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { exec, execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const shell = promisify(exec);
const run = promisify(execFile);

@Injectable()
export class StorageService {
  private readonly root: string;

  constructor(config: ConfigService) {
    this.root = config.getOrThrow<string>('media.root');
  }

  locate(...parts: string[]) {
    return join(this.root, ...parts);
  }

  open(club: string, file: string) {
    return createReadStream(this.locate(club, file));
  }

  async shrink(file: string, size: string) {
    const source = this.locate('courts', file);
    await shell(`vips thumbnail ${source} ${source}.small.webp ${size}`, { timeout: 15_000 });
    return `${file}.small.webp`;
  }

  async savePortrait(userId: string, content: Buffer) {
    const png = content.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    if (!png) throw new BadRequestException('Only PNG');
    const name = `${userId}-${randomUUID()}.png`;
    await writeFile(this.locate('portraits', name), content);
    return name;
  }

  async usage() {
    const { stdout } = await run('du', ['-sm', this.root], { timeout: 5_000 });
    return { megabytes: Number.parseInt(stdout, 10) };
  }
}
