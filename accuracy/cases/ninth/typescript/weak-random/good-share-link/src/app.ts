import { randomInt } from 'node:crypto'
import express from 'express'

export const app = express()
app.use(express.json())

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'
const shares = new Map<string, string>()

type Draw = (limit: number) => number

const draw: Draw = (limit) => randomInt(limit)

function shareToken(length = 28): string {
  return Array.from({ length }, () => LETTERS[draw(LETTERS.length)]).join('')
}

app.post('/shares', (req, res) => {
  const token = shareToken()
  shares.set(token, String(req.body.document))
  setTimeout(() => shares.delete(token), 3_600_000).unref()
  res.status(201).json({ token })
})
