import { readFileSync } from 'node:fs'
import { DOMParser } from '@xmldom/xmldom'
import express from 'express'
import xpath from 'xpath'

const catalogue = new DOMParser().parseFromString(readFileSync(new URL('./catalogue.xml', import.meta.url), 'utf8'), 'text/xml')

export const router = express.Router()

router.get('/price', (req, res) => {
  const code = String(req.query.code ?? '')
  const [price] = xpath.select(`//item[@code = "${code}" and @public = "yes"]/price`, catalogue)
  if (!price) return res.sendStatus(404)
  res.json({ code, price: Number(price.textContent) })
})
