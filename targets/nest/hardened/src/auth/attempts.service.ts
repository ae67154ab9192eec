import { HttpException, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { digestOf } from '../common/digest';
import { DatabaseService } from '../database/database.service';

const PER_ADDRESS = { most: 5, windowMs: 60_000 };
const PER_ACCOUNT = { most: 50, windowMs: 15 * 60_000 };

/** Sign-ins are counted for the pair of account and address, and more generously for the account, before the password is looked at. */
@Injectable()
export class AttemptsService {
  constructor(private readonly database: DatabaseService) {}

  begin(email: string, address: string, response: Response): void {
    const now = Date.now();
    for (const { key, most, windowMs } of keysOf(email, address)) {
      const row = this.database.one('SELECT count, ends FROM attempts WHERE key = ? AND ends > ?', [key, now]);
      if (row !== undefined && row['count'] >= most) {
        response.setHeader('Retry-After', Math.max(1, Math.ceil((row['ends'] - now) / 1000)));
        throw new HttpException('Too many requests', 429);
      }
      this.database.run('INSERT INTO attempts VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET count = excluded.count, ends = excluded.ends', [key, (row?.['count'] ?? 0) + 1, row?.['ends'] ?? now + windowMs]);
    }
  }

  forgive(email: string, address: string): void {
    for (const { key } of keysOf(email, address)) this.database.run('UPDATE attempts SET count = count - 1 WHERE key = ? AND count > 0', [key]);
  }
}

function keysOf(email: string, address: string) {
  return [
    { key: digestOf(`${email}\n${address}`), ...PER_ADDRESS },
    { key: digestOf(email), ...PER_ACCOUNT },
  ];
}
