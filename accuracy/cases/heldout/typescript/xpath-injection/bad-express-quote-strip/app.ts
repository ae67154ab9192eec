import { readFileSync } from 'node:fs'
import { DOMParser } from '@xmldom/xmldom'
import express, { type Request, type Response } from 'express'
import xpath from 'xpath'

const plans = new DOMParser().parseFromString(readFileSync('/srv/plans.xml', 'utf8'), 'text/xml')
export const app = express()

app.get('/plans/:name/price', (req: Request<{ name: string }>, res: Response) => {
  const name = req.params.name.replace(/'/g, '')
  const price = xpath.select(`number(//plan[@name="${name}"]/@price)`, plans)
  res.json({ price })
})
