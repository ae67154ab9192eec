import { db } from './db.js'

export function searchNotes(owner, term) {
  return db('notes')
    .select('id', 'title')
    .where({ owner })
    .whereRaw(`title ILIKE '%${term}%'`)
    .limit(30)
}
