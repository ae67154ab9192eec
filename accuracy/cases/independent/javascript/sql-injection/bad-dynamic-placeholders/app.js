const express = require('express')
const Database = require('better-sqlite3')

const db = new Database('inventory.sqlite')
const app = express()
app.use(express.json())

app.post('/inventory/lookup', (req, res) => {
  const codes = req.body.codes
  if (!Array.isArray(codes) || codes.length > 100) return res.status(422).end()
  const list = codes.map((code) => `'${code}'`).join(',')
  const rows = db.prepare(`SELECT code, amount FROM inventory WHERE code IN (${list})`).all()
  res.json(rows)
})

module.exports = app
