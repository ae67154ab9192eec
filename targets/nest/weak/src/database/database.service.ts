import { Injectable, OnModuleInit } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { DatabaseSync } from 'node:sqlite';
import { schema } from './schema';
import { seed } from './seed';

@Injectable()
export class DatabaseService implements OnModuleInit {
  private connection: DatabaseSync;

  constructor(private readonly config: ConfigService) {}

  onModuleInit() {
    this.connection = new DatabaseSync(this.config.get('databasePath'));
    this.connection.exec(schema);
    if (this.one('SELECT COUNT(*) AS n FROM users').n === 0) seed(this, this.config.get('ibanKey'));
  }

  all(sql: string, params: any[] = []): any[] {
    return this.connection.prepare(sql).all(...params);
  }

  one(sql: string, params: any[] = []): any {
    return this.connection.prepare(sql).get(...params);
  }

  run(sql: string, params: any[] = []) {
    return this.connection.prepare(sql).run(...params);
  }
}
