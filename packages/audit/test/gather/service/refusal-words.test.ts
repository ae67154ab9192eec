import { expect, it } from 'vitest'
import { fieldsInWords, plainWords, valuesInWords } from '../../../src/gather/service/refusal-words.ts'

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

it.each([
  ['title is a text', ['title'], undefined],
  ['dayRateCents is a number of cents', ['dayRateCents'], 1],
  ['startsOn and endsOn are days, as 2025-04-30', ['startsOn', 'endsOn'], '2030-01-15'],
  ['kind is tool or vehicle', ['kind'], 'tool'],
  ['status is draft, listed or retired', ['status'], 'draft'],
  ['plan must be one of: free, team', ['plan'], 'free'],
  ['"name" is missing or empty', ['name'], undefined],
  ['events must be a list', ['events'], ['assay']],
])('reads the fields of %j', (sentence, names, wanted) => {
  expect(plainWords(sentence)).toEqual({ names, wanted })
})

it.each(['Title is a text', 'Something went wrong', 'nothing'])('reads no field in %j', (sentence) => {
  expect(plainWords(sentence)).toBeNull()
})
