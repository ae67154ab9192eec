import mysql from 'mysql2'
import { config } from './config.js'

export const rawPool = mysql.createPool({
  ...config.db,
  connectionLimit: 12,
  queueLimit: 60,
  connectTimeout: 4000,
  enableKeepAlive: true,
  multipleStatements: false,
  timezone: 'Z',
})
const pool = rawPool.promise()
const QUERY_MS = 5000

/** A piece of SQL with its values. Only this module makes pieces, so a plain string never becomes SQL. */
class Piece {
  constructor(text, values) {
    this.text = text
    this.values = values
  }
}

export function sql(strings, ...holes) {
  let text = strings[0]
  const values = []
  holes.forEach((hole, i) => {
    if (hole instanceof Piece) {
      text += hole.text
      values.push(...hole.values)
    } else {
      text += '?'
      values.push(typeof hole === 'number' ? String(hole) : hole)
    }
    text += strings[i + 1]
  })
  return new Piece(text, values)
}

sql.and = (pieces) => pieces.reduce((all, p) => sql`${all} AND ${p}`, sql`TRUE`)
sql.list = (items) => new Piece(items.map(() => '?').join(', '), items.map(String))

/** Columns by public name: what is not in the list has no piece. */
sql.columns = (table) => {
  const known = new Map(Object.entries(table).map(([name, column]) => [name, new Piece(`\`${column}\``, [])]))
  return { names: [...known.keys()], of: (name) => known.get(name) }
}
sql.direction = (word) => (word === 'desc' ? sql`DESC` : sql`ASC`)
sql.contains = (words) => `%${words.replace(/[\\%_]/g, (c) => `\\${c}`)}%`

const run = async (on, piece) => {
  if (!(piece instanceof Piece)) throw new TypeError('sql pieces only')
  const [rows] = await on.execute({ sql: piece.text, timeout: QUERY_MS }, piece.values)
  return rows
}

export const all = (piece) => run(pool, piece)
export const one = async (piece) => (await run(pool, piece))[0] ?? null
export const write = (piece) => run(pool, piece)

export async function transaction(work) {
  const conn = await pool.getConnection()
  try {
    await conn.beginTransaction()
    const tx = { all: (p) => run(conn, p), one: async (p) => (await run(conn, p))[0] ?? null, write: (p) => run(conn, p) }
    const result = await work(tx)
    await conn.commit()
    return result
  } catch (err) {
    await conn.rollback()
    throw err
  } finally {
    conn.release()
  }
}

export const close = () => pool.end()
