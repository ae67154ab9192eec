const express = require('express')

const app = express()

app.get('/', (req, res) => res.redirect('/home'))

app.get('/old/articles/:id', (req, res) => {
  const id = Number.parseInt(req.params.id, 10)
  if (Number.isNaN(id)) return res.redirect(302, '/articles')
  res.redirect(301, `/articles/${id}`)
})

module.exports = app
