import express from 'express'
import { numbers } from './numbers.js'

const app = express()
const vouchers = []
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'

app.post('/vouchers', (req, res) => {
  const pick = numbers['fast']

  let code = ''
  while (code.length < 16) code += LETTERS[pick(LETTERS.length)]

  vouchers.push({ code, issued: Date.now() })
  if (vouchers.length > 1000) vouchers.shift()
  res.status(201).json({ code })
})

app.listen(3000)
