import { readFileSync } from 'node:fs'
import { DOMParser } from '@xmldom/xmldom'
import express from 'express'
import xpath from 'xpath'

const tariffs = new DOMParser().parseFromString(readFileSync('tariffs.xml', 'utf8'), 'text/xml') as unknown as Node

export const app = express()

app.get('/tariffs/count', (_req, res) => {
  res.json({ zones: xpath.select('count(//zone)', tariffs) })
})

app.get('/tariffs', (req, res) => {
  const zone = req.query.zone ? String(req.query.zone) : 'A'
  const expression = xpath.parse('//zone[@code=$zone]/price/text()')
  const price = expression.select1({ node: tariffs, variables: { zone } })
  res.json({ price: price ? String(price) : null })
})
