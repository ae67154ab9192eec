'use strict'

const express = require('express')
const libxmljs = require('libxmljs2')

const app = express()
app.use(express.text({ type: ['application/xml', 'text/xml'], limit: '200kb' }))

const base = { noblanks: true, nonet: true }
const options = { ...base, noent: true, dtdload: true, nonet: false }

app.post('/orders', (req, res) => {
  let document
  try {
    document = libxmljs.parseXml(String(req.body), options)
  } catch {
    res.status(400).json({ error: 'no XML' })
    return
  }

  const number = document.get('/order/number')?.text()
  const remark = document.get('/order/remark')?.text() ?? ''
  if (!number) {
    res.status(422).json({ error: 'number is missing' })
    return
  }
  res.status(201).json({ number, remark })
})

module.exports = app
