import pg from 'pg'
import { pool } from '../pool.js'

const COLUMNS = new Set(['id', 'actor', 'action', 'target', 'created_at'])
const OPERATORS = { is: '=', not: '<>', before: '<', after: '>' }

export class SearchError extends Error {}

class Search {
  #conditions = []
  #values = []
  #order = 'created_at DESC'
  #limit = 50

  #bind(value) {
    this.#values.push(value)
    return `$${this.#values.length}`
  }

  #column(name) {
    if (!COLUMNS.has(name)) throw new SearchError('There is no such column')
    return pg.escapeIdentifier(name)
  }

  tenant(id) {
    this.#conditions.push(`tenant_id = ${this.#bind(id)}`)
    return this
  }

  where({ column, operator, value }) {
    if (!Object.hasOwn(OPERATORS, operator)) throw new SearchError('There is no such operator')
    this.#conditions.push(`${this.#column(column)} ${OPERATORS[operator]} ${this.#bind(value)}`)
    return this
  }

  orderBy(column, direction = 'asc') {
    this.#order = `${this.#column(column)} ${direction === 'desc' ? 'DESC' : 'ASC'}`
    return this
  }

  limit(count) {
    this.#limit = Math.min(Math.max(Math.trunc(Number(count)) || 50, 1), 200)
    return this
  }

  async run() {
    const text = [
      'SELECT id, actor, action, target, created_at FROM audit_events',
      `WHERE ${this.#conditions.join(' AND ')}`,
      `ORDER BY ${this.#order}`,
      `LIMIT ${this.#limit}`,
    ].join(' ')
    const { rows } = await pool.query(text, this.#values)
    return rows
  }
}

export const search = () => new Search()
