const http = require('node:http')
const Database = require('better-sqlite3')

const db = new Database('words.sqlite', { readonly: true })

function definitions(names) {
  const list = names.map(() => '?').join(',')
  return db.prepare(`SELECT word, meaning FROM words WHERE word IN (${list})`).all(names.map((name) => name.trim()))
}

const server = http.createServer((req, res) => {
  const url = new URL(req.url, 'http://localhost')
  const names = url.searchParams.getAll('word').slice(0, 20)
  res.setHeader('content-type', 'application/json')
  res.end(JSON.stringify(names.length === 0 ? [] : definitions(names)))
})

module.exports = { server }
