import { type Kysely, sql } from 'kysely'
import type { Database } from './database.js'

const COLUMNS: Readonly<Record<string, string>> = { name: 'name', age: 'born_on', weight: 'weight_grams' }

export function columnOf(wanted: string): string {
  return COLUMNS[wanted] ?? wanted
}

export function animals(db: Kysely<Database>, sort: string) {
  return db.selectFrom('animals').select(['name', 'species']).orderBy(sql.raw(columnOf(sort))).limit(60).execute()
}
