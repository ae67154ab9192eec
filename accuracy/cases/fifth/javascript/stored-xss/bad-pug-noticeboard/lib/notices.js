const Database = require('better-sqlite3')

const db = new Database(process.env.NOTICES_DB || 'notices.db')
const insert = db.prepare('INSERT INTO notices (author, text, at) VALUES (?, ?, ?)')
const latest = db.prepare('SELECT id, author, text, at FROM notices ORDER BY id DESC LIMIT 30')

exports.add = (author, text) => insert.run(author, text.slice(0, 2000), new Date().toISOString())
exports.latest = () => latest.all()
