const express = require('express')

const app = express()
const PAGES = ['/', '/orders', '/profile']

app.get('/after-login', (req, res) => {
  const target = req.query.returnTo
  if (target) return res.redirect(target)
  res.redirect('/')
})

module.exports = app
