import { readFileSync } from 'node:fs'
import { DOMParser } from '@xmldom/xmldom'
import express from 'express'
import xpath from 'xpath'

const document = new DOMParser().parseFromString(readFileSync('plans.xml', 'utf8'), 'text/xml')
const app = express()

app.get('/plans', (req, res) => {
  const customer = String(req.query.customer)
  const nodes = xpath.select(`//plan[@customer='${customer}']/name/text()`, document)
  res.json(nodes.map((node) => node.nodeValue))
})

export default app
