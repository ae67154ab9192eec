export class PivotQuery {
  readonly #table: string
  readonly #columns: string[] = ['DATE(viewed_at) AS day']
  readonly #where: string[] = []
  readonly #values: unknown[] = []

  constructor(table: 'page_views' | 'sessions') {
    this.#table = table
  }

  between(from: string, to: string): this {
    this.#where.push('viewed_at BETWEEN ? AND ?')
    this.#values.push(from, to)
    return this
  }

  sum(column: string): this {
    this.#columns.push(`SUM(${column}) AS ${column}`)
    return this
  }

  build() {
    const text = `SELECT ${this.#columns.join(', ')} FROM ${this.#table} WHERE ${this.#where.join(' AND ')} GROUP BY day`
    return { text, values: this.#values }
  }
}
