import { expect, it } from 'vitest'
import { analysisOf } from '../routes/routes-of.ts'

const DIGITS = `function digits(length) {
  let code = ''
  while (code.length < length) code += Math.floor(Math.random() * 10)
  return code
}
`

/** Where a weakness is told whose cause and use stand apart: `kind file:line`. */
it.each([
  [
    'a helper that only a secret uses has to change itself',
    { 'codes.js': `${DIGITS}const loginCode = () => digits(6)\nmodule.exports = { loginCode }\n` },
    ['weak-random codes.js:3'],
  ],
  [
    'of a helper that others use too, the use as a secret',
    { 'codes.js': `${DIGITS}const loginCode = () => digits(6)\nconst delay = () => digits(2)\nmodule.exports = { loginCode, delay }\n` },
    ['weak-random codes.js:6'],
  ],
])('%s', async (_name, files, expected) => {
  const { patterns } = await analysisOf({ 'package.json': '{"name":"own"}', ...files })
  expect(patterns.map(({ kind, place }) => `${kind} ${place.file}:${place.line}`)).toEqual(expected)
})
