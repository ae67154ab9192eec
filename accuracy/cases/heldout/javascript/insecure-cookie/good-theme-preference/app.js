const express = require('express')

const app = express()
const secure = true
const httpOnly = secure

app.post('/theme/:theme(light|dark)', (req, res) => {
  res.cookie('theme', req.params.theme, { secure, httpOnly, sameSite: 'strict', maxAge: 31_536_000_000 })
  res.status(204).end()
})

module.exports = app
