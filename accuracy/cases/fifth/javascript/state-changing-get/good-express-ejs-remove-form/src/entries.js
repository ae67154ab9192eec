const Database = require('better-sqlite3')

const db = new Database(process.env.DIARY_DB || 'diary.db')
const list = db.prepare('SELECT id, title FROM entries WHERE owner = ? ORDER BY id DESC LIMIT 50')
const remove = db.prepare('DELETE FROM entries WHERE id = ? AND owner = ?')

exports.of = (owner) => list.all(owner)
exports.remove = (id, owner) => remove.run(id, owner).changes > 0
