import { readFileSync } from 'node:fs'
import { DOMParser } from '@xmldom/xmldom'
import express from 'express'
import xpath from 'xpath'

const catalogue = new DOMParser().parseFromString(readFileSync(new URL('./catalogue.xml', import.meta.url), 'utf8'), 'text/xml')
const byCode = xpath.parse('//item[@code = $code and @public = "yes"]/price')

export const router = express.Router()

router.get('/price', (req, res) => {
  const code = String(req.query.code ?? '')
  const [price] = byCode.select({ node: catalogue, variables: { code } })
  if (!price) return res.sendStatus(404)
  res.json({ code, price: Number(price.textContent) })
})
