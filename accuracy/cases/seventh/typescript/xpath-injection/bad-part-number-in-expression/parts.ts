import { readFileSync } from 'node:fs'
import { DOMParser } from '@xmldom/xmldom'
import express, { type Request, type Response } from 'express'
import xpath from 'xpath'

const xml = readFileSync('/srv/data/parts.xml', 'utf8')
const catalogue = new DOMParser().parseFromString(xml, 'text/xml') as unknown as Node

function titles(number: string): string[] {
  const nodes = xpath.select(`/parts/part[@number="${number}"]/title`, catalogue) as Node[]
  return nodes.map((node) => node.textContent ?? '')
}

const app = express()

app.get('/parts', (req: Request, res: Response) => {
  const { number = '' } = req.query
  if (typeof number !== 'string' || number === '') {
    res.status(400).json({ error: 'number' })
    return
  }
  const found = titles(number)
  res.status(found.length > 0 ? 200 : 404).json({ number, titles: found.slice(0, 20) })
})

export default app
