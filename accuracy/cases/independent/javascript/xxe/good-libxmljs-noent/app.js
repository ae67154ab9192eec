const express = require('express')
const libxmljs = require('libxmljs2')

const app = express()
app.use(express.text({ type: 'application/xml', limit: '200kb' }))

app.post('/orders/xml', (req, res) => {
  const document = libxmljs.parseXml(req.body, { noent: false, nonet: true })
  res.json({ number: document.get('//number')?.text() })
})

module.exports = app
