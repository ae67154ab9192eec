import { expect, it } from 'vitest'
import { collectChoices } from '../../../src/gather/service/told-choices.ts'

it.each([
  ['marshmallow', { error: { details: { fields: { action: ['Must be one of: archive, restore.'] } } } }, { action: 'archive' }],
  ['pydantic', { detail: [{ loc: ['body', 'kind'], msg: "Input should be 'box' or 'bag'", type: 'enum' }] }, { kind: 'box' }],
  ['zod 4', { issues: [{ path: ['kind'], message: 'Invalid option: expected one of "box"|"bag"' }] }, { kind: 'box' }],
  ['zod 3', { issues: [{ path: ['kind'], message: "Invalid enum value. Expected 'box' | 'bag', received 'x'" }] }, { kind: 'box' }],
  ['a list of fields', { errors: [{ field: 'kind', message: 'kind must be one of [box, bag]' }] }, { kind: 'box' }],
  ['a sentence of its own', { errors: { kind: ['Allowed values are box, bag'] } }, { kind: 'box' }],
  ['a type', { errors: { title: ['Must be a string, not a number'] } }, {}],
  ['bounds', { errors: { amount: ['Must be greater than or equal to 1 and less than or equal to 10.'] } }, {}],
  ['an address', { errors: [{ path: 'email', msg: 'should be a valid email or phone' }] }, {}],
  ['nothing of a field', { error: 'state must be one of open, closed' }, {}],
])('reads the choices of a refusal: %s', (_, answer, expected) => {
  const choices = {}
  collectChoices(answer, choices)
  expect(choices).toEqual(expected)
})
