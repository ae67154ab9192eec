const Database = require('better-sqlite3')

const db = new Database('plants.db', { readonly: true })
const byName = db.prepare('SELECT id, name, family FROM plants WHERE name LIKE ? ORDER BY name LIMIT 25')

exports.search = (name) => {
  return byName.all(`%${name}%`)
}
