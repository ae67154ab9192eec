const express = require('express')
const { pool } = require('./pool')

const app = express()
app.use(express.json())

const normalise = (text) => Promise.resolve(text.trim().toLowerCase())

app.post('/plates', (req, res, next) => {
  normalise(String(req.body.plate))
    .then((plate) => pool.query('SELECT id, model FROM cars WHERE plate = $1', [plate]))
    .then(({ rows }) => res.json(rows))
    .catch(next)
})

module.exports = app
