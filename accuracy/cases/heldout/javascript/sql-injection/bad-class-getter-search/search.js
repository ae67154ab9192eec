export class Search {
  #words

  constructor(text) {
    this.#words = text.split(/\s+/).filter(Boolean).slice(0, 5)
  }

  get values() {
    return this.#words.map((word) => `%${word}%`)
  }

  get statement() {
    const tests = this.#words.map((word) => `title LIKE '%${word}%'`)
    return `SELECT id, title FROM films WHERE ${tests.join(' AND ') || '1 = 1'} LIMIT 40`
  }
}
