import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

const FOLDER = join(dirname(dirname(dirname(import.meta.dirname))), '.cache', 'bench')

/** Rows that long benchmarks have measured so far, one JSON line each, so that a table can be made in parts. */
export class Journal<Row extends { readonly key: string }> {
  readonly #path: string
  readonly #rows = new Map<string, Row>()

  constructor(name: string, fresh: boolean) {
    this.#path = join(FOLDER, `${name}.jsonl`)
    mkdirSync(FOLDER, { recursive: true })
    if (fresh) rmSync(this.#path, { force: true })
    if (!existsSync(this.#path)) return
    for (const line of readFileSync(this.#path, 'utf8').split('\n')) {
      if (line === '') continue
      const row: Row = JSON.parse(line)
      this.#rows.set(row.key, row)
    }
  }

  get rows(): readonly Row[] {
    return [...this.#rows.values()]
  }

  has(key: string): boolean {
    return this.#rows.has(key)
  }

  add(row: Row): void {
    this.#rows.set(row.key, row)
    appendFileSync(this.#path, `${JSON.stringify(row)}\n`)
  }
}
