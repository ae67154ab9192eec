const express = require('express')
const libxml = require('libxmljs2')

const router = express.Router()

function readFeed(text) {
  const doc = libxml.parseXml(text, { noent: false, dtdload: false, nonet: true })
  return doc.find('//item').map((item) => ({
    title: item.get('title').text(),
    price: Number(item.get('price').text()),
  }))
}

router.post('/feeds', express.text({ type: 'application/xml', limit: '1mb' }), (req, res) => {
  try {
    res.json({ items: readFeed(req.body) })
  } catch {
    res.status(422).json({ error: 'feed cannot be read' })
  }
})

module.exports = router
