import DataLoader from 'dataloader'
import type { Kysely } from 'kysely'
import type { Author, Database } from './database.js'

export interface Context {
  db: Kysely<Database>
  authors: DataLoader<number, Author | undefined>
}

export const createContext = (db: Kysely<Database>): Context => ({
  db,
  authors: new DataLoader(async (ids) => {
    const rows = await db.selectFrom('authors').selectAll().where('id', 'in', [...ids]).execute()
    const byId = new Map(rows.map((row) => [row.id, row]))
    return ids.map((id) => byId.get(id))
  }),
})
