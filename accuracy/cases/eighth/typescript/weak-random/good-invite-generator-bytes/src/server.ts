import { randomBytes } from 'node:crypto'
import express from 'express'

const app = express()
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz012345'
const invitations: string[] = []

function* letters(): Generator<string> {
  for (;;) {
    const position = randomBytes(1)[0] % ALPHABET.length
    yield ALPHABET[position]
  }
}

function tokenOf(length: number): string {
  let token = ''
  for (const letter of letters()) {
    token += letter
    if (token.length === length) break
  }
  return token
}

app.post('/invitations', (_req, res) => {
  const token = tokenOf(32)
  invitations.push(token)
  if (invitations.length > 500) invitations.shift()
  res.status(201).json({ link: `https://club.example.com/join/${token}` })
})

app.listen(3000)
