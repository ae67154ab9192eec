import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { Settings } from '../config/settings';
import { EVENTS, FAQ, SCHEMA } from './schema';

export type Row = Record<string, any>;

@Injectable()
export class DatabaseService implements OnApplicationShutdown {
  private readonly connection: DatabaseSync;
  private readonly prepared = new Map<string, StatementSync>();

  constructor(settings: ConfigService<Settings, true>) {
    this.connection = new DatabaseSync(settings.get('databasePath', { infer: true }));
    this.connection.exec(SCHEMA);
    if (this.one('SELECT COUNT(*) AS count FROM events')?.['count'] === 0) this.seed();
  }

  all(sql: string, values: SQLInputValue[] = []): Row[] {
    return this.statement(sql).all(...values) as Row[];
  }

  one(sql: string, values: SQLInputValue[] = []): Row | undefined {
    return this.statement(sql).get(...values) as Row | undefined;
  }

  /** Number of rows that changed. */
  run(sql: string, values: SQLInputValue[] = []): number {
    return Number(this.statement(sql).run(...values).changes);
  }

  transaction<T>(action: () => T): T {
    this.connection.exec('BEGIN IMMEDIATE');
    try {
      const result = action();
      this.connection.exec('COMMIT');
      return result;
    } catch (error) {
      this.connection.exec('ROLLBACK');
      throw error;
    }
  }

  onApplicationShutdown(): void {
    this.connection.close();
  }

  /** Statements are texts of the source, so their number is bounded by it. */
  private statement(sql: string): StatementSync {
    let found = this.prepared.get(sql);
    if (found === undefined) {
      found = this.connection.prepare(sql);
      this.prepared.set(sql, found);
    }
    return found;
  }

  private seed(): void {
    this.transaction(() => {
      for (const [slug, question, answer] of FAQ) this.run('INSERT INTO faq (slug, question, answer) VALUES (?, ?, ?)', [slug ?? '', question ?? '', answer ?? '']);
      EVENTS.forEach(([title, city], at) => {
        this.run('INSERT INTO events (title, city, starts_at, price, seats) VALUES (?, ?, ?, ?, 5000)', [title ?? '', city ?? '', `2027-0${1 + (at % 9)}-14`, 1500 + at * 50]);
      });
    });
  }
}
