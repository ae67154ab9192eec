const sqlite3 = require('sqlite3')
const config = require('../config')

const db = new sqlite3.Database(config.database)

function all(sql, params, done) {
  db.all(sql, params, done)
}

function get(sql, params, done) {
  db.get(sql, params, done)
}

function run(sql, params, done) {
  db.run(sql, params, function (err) {
    done(err, this)
  })
}

// one page of a table, in the wanted order
function list(table, options, done) {
  const order = options.order || 'id'
  db.all('SELECT * FROM ' + table + ' ORDER BY ' + order + ' LIMIT 50', done)
}

// UPDATE with the fields of an object
function update(table, id, fields, done) {
  const names = Object.keys(fields).filter((name) => /^[a-z_]+$/.test(name))
  const set = names.map((name) => name + ' = ?').join(', ')
  const values = names.map((name) => fields[name])
  db.run('UPDATE ' + table + ' SET ' + set + ' WHERE id = ?', values.concat(id), done)
}

// rows of a table with one of the given ids
function byIds(table, ids, done) {
  const marks = ids.map(() => '?').join(',')
  db.all('SELECT id, title, topic FROM ' + table + ' WHERE id IN (' + marks + ')', ids, done)
}

module.exports = { all, get, run, list, update, byIds }
