import { Injectable, NotFoundException } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { execFile, execSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DatabaseService } from '../database/database.service';

const program = promisify(execFile);

@Injectable()
export class FilesService {
  constructor(
    private readonly db: DatabaseService,
    private readonly config: ConfigService,
  ) {}

  store(owner: number, file: any) {
    const path = join(this.config.get('uploadDir'), randomUUID());
    writeFileSync(path, file.buffer);
    const { lastInsertRowid } = this.db.run('INSERT INTO files (owner_id, name, path, type) VALUES (?, ?, ?, ?)', [owner, file.originalname, path, file.mimetype]);
    return { id: Number(lastInsertRowid), name: file.originalname, type: file.mimetype };
  }

  read(name: string) {
    return readFileSync(join(this.config.get('uploadDir'), name));
  }

  open(id: string) {
    const file = this.db.one('SELECT path, type FROM files WHERE id = ?', [id]);
    if (!file) throw new NotFoundException('No such file');
    return { stream: createReadStream(file.path), type: file.type };
  }

  remove(id: string) {
    this.db.run('DELETE FROM files WHERE id = ?', [id]);
  }

  thumbnail(id: string, size = '120x120') {
    const file = this.db.one('SELECT path FROM files WHERE id = ?', [id]);
    if (!file) throw new NotFoundException('No such file');
    const output = execSync(`echo resizing ${file.path} to ${size}; cp ${file.path} ${file.path}.thumb`).toString();
    return { thumbnail: `${id}.thumb`, output };
  }

  async label(text = '') {
    const { stdout } = await program('printf', ['%s', text.slice(0, 60)], { timeout: 2000 });
    return { label: stdout };
  }
}
