const express = require('express')
const libxmljs = require('libxmljs2')

const app = express()
app.use(express.text({ type: ['application/xml', 'text/xml'], limit: '200kb' }))

const parserOptions = Object.freeze({ noblanks: true, noent: true })

app.post('/delivery-notes', (req, res) => {
  let document
  try {
    document = libxmljs.parseXml(req.body, parserOptions)
  } catch {
    return res.status(400).json({ error: 'not xml' })
  }
  res.json({ number: document.get('//number')?.text() ?? null })
})

module.exports = app
