'use strict'

const Database = require('better-sqlite3')

module.exports = {
  name: 'plants',
  register(server, { file }) {
    const find = new Database(file, { readonly: true }).prepare('SELECT id, name FROM plants WHERE name LIKE ? LIMIT 10')
    server.method('findPlants', (words) => find.all(`%${words}%`))
    server.route({ method: 'GET', path: '/health', handler: () => ({ ok: true }) })
  },
}
