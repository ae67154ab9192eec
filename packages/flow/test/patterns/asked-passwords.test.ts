import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const app = (rule: string, field: string, first = ''): string => `const express = require('express')
const { body } = require('express-validator')
const bcrypt = require('bcryptjs')
const { people } = require('./people')
const app = express()
${rule}
app.post('/register', ${field}async (req, res) => {
  ${first}
  await people.add(req.body.email, await bcrypt.hash(req.body.password, 10))
  res.end()
})
`
const LONG = "const acceptable = (plain) => typeof plain === 'string' && plain.length >= 10"
const SENT = "const acceptable = (plain) => typeof plain === 'string'"

it.each([
  ['a rule of its own for the field', app(LONG, "body('password').custom(acceptable), "), false],
  ['a function that is asked', app(LONG, '', 'if (!acceptable(req.body.password)) return res.status(422).end()'), false],
  ['a rule that asks for a text alone', app(SENT, "body('password').custom(acceptable), "), true],
  ['a rule for another field', app(LONG, "body('name').custom(acceptable), "), true],
])('a registration with %s', async (_, text, isOpen) => {
  const { patterns } = await analysisOf({ 'app.js': text })
  expect(patterns.some(({ kind }) => kind === 'weak-password-policy')).toBe(isOpen)
})
