import type { Knex } from 'knex'

export function finder(table: string, column: string) {
  return (db: Knex, value: string) =>
    db.raw(`SELECT id, ${column} FROM ${table} WHERE ${column} LIKE ? LIMIT 20`, [`${value}%`])
}
