const path = require('node:path')
const express = require('express')

const app = express()
const BROCHURES = '/srv/brochures'

app.get('/brochures/languages', (_req, res) => {
  res.json(['en', 'fr', 'it'])
})

app.get('/brochures', (req, res, next) => {
  const { lang = 'en', name = 'general.pdf' } = req.query
  const file = path.normalize(`${BROCHURES}/${lang}/${name}`)
  res.sendFile(file, (err) => err && next(err))
})

module.exports = app
