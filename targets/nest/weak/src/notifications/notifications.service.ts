import { Injectable } from '@nestjs/common';
import { DatabaseService } from '../database/database.service';

const SIGNATURE = 'See you at the show,\n{name}\nStagefront';

@Injectable()
export class NotificationsService {
  constructor(private readonly db: DatabaseService) {}

  list(user: number) {
    return this.db.all('SELECT id, text, read FROM notifications WHERE user_id = ? ORDER BY id DESC LIMIT 50', [user]);
  }

  readAll(user: number) {
    const { changes } = this.db.run('UPDATE notifications SET read = 1 WHERE user_id = ?', [user]);
    return { changed: Number(changes) };
  }

  digest(user: number) {
    const { alert_city } = this.db.one('SELECT alert_city FROM users WHERE id = ?', [user]);
    return { city: alert_city, events: this.db.all(`SELECT id, title FROM events WHERE city = '${alert_city}' LIMIT 20`) };
  }

  /** "Hello ${name}, the doors open at ${time}." */
  render(template: string, values: Record<string, string>): string {
    const names = Object.keys(values);
    return new Function(...names, 'return `' + template + '`')(...names.map((name) => values[name]));
  }

  signature(name: string): string {
    return SIGNATURE.replace('{name}', () => name);
  }
}
