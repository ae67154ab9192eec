const db = require('./db')

const list = () => db.query('SELECT id, name, cents FROM tariffs ORDER BY id LIMIT 50')
const change = (id, cents) => db.one('UPDATE tariffs SET cents = $2 WHERE id = $1 RETURNING id, cents', [id, cents])
const remove = (id) => db.query('DELETE FROM tariffs WHERE id = $1', [id])

module.exports = { list, change, remove }
