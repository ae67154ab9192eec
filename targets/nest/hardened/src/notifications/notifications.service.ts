import { Injectable } from '@nestjs/common';
import type { PageQuery } from '../common/validation';
import { DatabaseService } from '../database/database.service';

const PLACEHOLDER = /\{(name|doors)\}/g;

@Injectable()
export class NotificationsService {
  constructor(private readonly database: DatabaseService) {}

  list(user: string, { limit, offset }: PageQuery) {
    return { notifications: this.database.all('SELECT id, text, read FROM notifications WHERE user_id = ? ORDER BY id DESC LIMIT ? OFFSET ?', [user, limit, offset]) };
  }

  readAll(user: string) {
    return { changed: this.database.run('UPDATE notifications SET read = 1 WHERE user_id = ? AND read = 0', [user]) };
  }

  /** Two names are filled in, as they are; nothing is evaluated. */
  render(template: string, { name }: { name: string }): string {
    const values: Record<string, string> = { name, doors: '19:00' };
    return template.replace(PLACEHOLDER, (_found, key: string) => values[key] ?? '');
  }
}
