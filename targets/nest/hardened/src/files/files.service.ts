import { BadRequestException, ConflictException, Injectable, NotFoundException, UnsupportedMediaTypeException } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PageQuery } from '../common/validation';
import type { Settings } from '../config/settings';
import { DatabaseService, type Row } from '../database/database.service';

const MOST_FILES = 100;
const KINDS = [
  { type: 'image/png', extension: 'png', begins: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { type: 'image/jpeg', extension: 'jpg', begins: Buffer.from([0xff, 0xd8, 0xff]) },
  { type: 'application/pdf', extension: 'pdf', begins: Buffer.from('%PDF-') },
];

@Injectable()
export class FilesService {
  private readonly folder: string;

  constructor(
    private readonly database: DatabaseService,
    settings: ConfigService<Settings, true>,
  ) {
    this.folder = settings.get('fileFolder', { infer: true });
  }

  /** The first bytes decide the type; neither the name nor the declared type is used. */
  async store(owner: string, bytes: Buffer | undefined) {
    if (bytes === undefined) throw new BadRequestException('Send one file');
    const kind = KINDS.find(({ begins }) => bytes.subarray(0, begins.length).equals(begins));
    if (kind === undefined) throw new UnsupportedMediaTypeException('Send a PNG, JPEG or PDF file');
    if (this.database.one('SELECT COUNT(*) AS count FROM files WHERE owner = ?', [owner])?.['count'] >= MOST_FILES) throw new ConflictException('Delete a file first');
    const id = randomUUID();
    await writeFile(join(this.folder, id), bytes, { mode: 0o600, flag: 'wx' });
    this.database.run('INSERT INTO files VALUES (?, ?, ?, ?)', [id, owner, kind.type, bytes.length]);
    return { id, type: kind.type, size: bytes.length };
  }

  list(owner: string, { limit, offset }: PageQuery) {
    return { files: this.database.all('SELECT id, type, size FROM files WHERE owner = ? ORDER BY id LIMIT ? OFFSET ?', [owner, limit, offset]) };
  }

  open(owner: string, id: string) {
    const file = this.own(owner, id);
    const extension = KINDS.find(({ type }) => type === file['type'])?.extension ?? 'bin';
    return { stream: createReadStream(join(this.folder, file['id'])), type: String(file['type']), size: Number(file['size']), name: `${file['id']}.${extension}` };
  }

  async remove(owner: string, id: string): Promise<void> {
    const file = this.own(owner, id);
    this.database.run('DELETE FROM files WHERE id = ?', [file['id']]);
    await unlink(join(this.folder, file['id']));
  }

  private own(owner: string, id: string): Row {
    const file = this.database.one('SELECT id, type, size FROM files WHERE id = ? AND owner = ?', [id, owner]);
    if (file === undefined) throw new NotFoundException();
    return file;
  }
}
