import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import fp from 'fastify-plugin';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Env } from './env.js';
import * as schema from './schema.js';

export type Db = NodePgDatabase<typeof schema>;

declare module 'fastify' {
  interface FastifyInstance {
    env: Env;
    db: Db;
    redis: Redis;
  }
}

export const connect = (url: string) =>
  new pg.Pool({ connectionString: url, max: 15, connectionTimeoutMillis: 5000, statement_timeout: 15_000, idle_in_transaction_session_timeout: 20_000 });

export const infra = fp<{ env: Env }>(async (app, { env }) => {
  const pool = connect(env.DATABASE_URL);
  pool.on('error', (error) => app.log.error({ err: error }, 'idle connection failed'));
  const redis = new Redis(env.REDIS_URL, { connectTimeout: 3000, commandTimeout: 2000, maxRetriesPerRequest: 2 });
  redis.on('error', (error: Error) => app.log.error({ err: error }, 'redis'));

  app.decorate('env', env);
  app.decorate('db', drizzle(pool, { schema }));
  app.decorate('redis', redis);
  app.addHook('onClose', async () => {
    await Promise.all([pool.end(), redis.quit()]);
  });
});
