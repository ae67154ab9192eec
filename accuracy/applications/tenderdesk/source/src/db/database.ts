import { Global, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { Config } from '../config.js';
import * as schema from './schema.js';

export type Executor = Pick<NodePgDatabase<typeof schema>, 'select' | 'insert' | 'update' | 'delete' | 'execute'>;

@Injectable()
export class Database implements OnApplicationShutdown {
  private readonly pool: pg.Pool;
  readonly db: NodePgDatabase<typeof schema>;

  constructor(@Inject(Config) config: Config) {
    this.pool = new pg.Pool({
      connectionString: config.databaseUrl,
      max: 20,
      connectionTimeoutMillis: 3000,
      idleTimeoutMillis: 30_000,
      statement_timeout: 8000,
      idle_in_transaction_session_timeout: 10_000,
    });
    this.pool.on('error', () => undefined);
    this.db = drizzle(this.pool, { schema });
  }

  async onApplicationShutdown() {
    await this.pool.end();
  }
}

@Global()
@Module({ providers: [{ provide: Config, useFactory: () => Config.fromEnvironment() }, Database], exports: [Config, Database] })
export class DatabaseModule {}
