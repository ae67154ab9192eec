import postgres from 'postgres';

export const connect = (url: string) =>
  postgres(url, { max: 10, connect_timeout: 5, idle_timeout: 60, connection: { statement_timeout: 8000 } });
export type Db = ReturnType<typeof connect>;

declare module 'fastify' {
  interface FastifyInstance {
    sql: Db;
  }
}
