import { readFileSync } from 'node:fs'
import { DOMParser } from '@xmldom/xmldom'
import express, { type Request, type Response } from 'express'
import xpath from 'xpath'

const plans = new DOMParser().parseFromString(readFileSync('/srv/plans.xml', 'utf8'), 'text/xml')
export const app = express()

app.get('/plans/:name/price', (req: Request<{ name: string }>, res: Response) => {
  const { name } = req.params
  if (!/^[A-Za-z0-9 ]{1,40}$/.test(name)) return void res.status(422).end()
  const price = xpath.select(`number(//plan[@name="${name}"]/@price)`, plans)
  res.json({ price })
})
