import { expect, it } from 'vitest'
import { fieldsInWords, valuesInWords } from '../../../src/gather/service/refusal-words.ts'

const FIELDS = ['title', 'amount_cents', 'spendingLimit', 'categories', 'note']

it.each([
  ['Title and amount are needed', ['title', 'amount_cents']],
  ['The limit must be a number', ['spendingLimit']],
  ['Unknown category', ['categories']],
  ['This is not possible', []],
])('finds the fields that %j names', (sentence, names) => {
  expect(fieldsInWords(sentence, FIELDS)).toEqual(names)
})

it.each([
  ['scopes must be a list', ['assay']],
  ['since must be a date', '2030-01-15'],
  ['The limit must be a number', 1],
  ['The rule fails: Unexpected identifier', '1'],
])('answers %j with another kind of value first', (sentence, value) => {
  expect(valuesInWords(sentence, 'assay q1')[0]).toEqual(value)
})
