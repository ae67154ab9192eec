import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { randomUUID } from 'node:crypto';
import type { Settings } from '../config/settings';
import { DatabaseService } from '../database/database.service';
import { PasswordsService } from './passwords.service';

/** The first administrator comes from the environment of the first start, never from the source. */
@Injectable()
export class Administrator implements OnApplicationBootstrap {
  constructor(
    private readonly settings: ConfigService<Settings, true>,
    private readonly database: DatabaseService,
    private readonly passwords: PasswordsService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const first = this.settings.get('administrator', { infer: true });
    if (first === undefined || this.database.one("SELECT id FROM users WHERE role = 'admin'") !== undefined) return;
    this.database.run("INSERT INTO users (id, email, password_hash, role) VALUES (?, ?, ?, 'admin')", [randomUUID(), first.email, await this.passwords.hash(first.password)]);
  }
}
