const Database = require('better-sqlite3')

const db = new Database('plants.db', { readonly: true })

exports.search = (name) => {
  const statement = db.prepare(`SELECT id, name, family FROM plants WHERE name LIKE '%${name}%' ORDER BY name LIMIT 25`)
  return statement.all()
}
