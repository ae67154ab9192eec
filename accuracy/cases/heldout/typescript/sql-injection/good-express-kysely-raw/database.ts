import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'

export interface Database {
  animals: { name: string; species: string; born_on: string; weight_grams: number }
}

export const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: process.env.DATABASE_URL }) }) })
