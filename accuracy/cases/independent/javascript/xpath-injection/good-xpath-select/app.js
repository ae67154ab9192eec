import { readFileSync } from 'node:fs'
import { DOMParser } from '@xmldom/xmldom'
import express from 'express'
import xpath from 'xpath'

const document = new DOMParser().parseFromString(readFileSync('plans.xml', 'utf8'), 'text/xml')
const app = express()

app.get('/plans', (req, res) => {
  const customer = String(req.query.customer)
  const plans = xpath.select('//plan', document).filter((plan) => plan.getAttribute('customer') === customer)
  res.json(plans.map((plan) => plan.getAttribute('name')))
})

export default app
