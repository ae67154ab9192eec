import { expect, it } from 'vitest'
import { completed, placeInside, schemaOfField, schemaOfParameter } from '../../../src/gather/service/source-schemas.ts'
import type { Schema } from '../../../src/model/facts/service.ts'

it.each<readonly [string, Schema, Schema, Schema]>([
  [
    'what only the source tells',
    { type: 'string' },
    { type: 'string', enum: ['a'], maxLength: 9 },
    { type: 'string', enum: ['a'], maxLength: 9 },
  ],
  ['nothing of what is told already', { type: 'string', enum: ['b'] }, { type: 'string', enum: ['a'] }, { type: 'string', enum: ['b'] }],
  ['nothing that contradicts', { type: 'integer' }, { type: 'string', pattern: '^a$' }, { type: 'integer' }],
  [
    'fields of an object, but no others',
    { type: 'object', properties: { size: { type: 'string' } }, required: ['size'] },
    { type: 'object', properties: { size: { isOptional: true }, other: {} }, required: [] },
    { type: 'object', properties: { size: { type: 'string', isOptional: true } }, required: ['size'] },
  ],
])('a specification gets from the source %s', (_name, specified, read, both) => {
  expect(completed(specified, read)).toEqual(both)
})

it('puts fields of the elements of a list into one object', () => {
  const properties: Record<string, Schema> = {}
  placeInside(properties, ['lines[]', 'quantity'], { type: 'integer' })
  placeInside(properties, ['lines[]', 'note'], {})
  placeInside(properties, ['ids[]'], { type: 'integer' })
  expect(properties).toEqual({
    lines: { type: 'array', items: { type: 'object', properties: { quantity: { type: 'integer' }, note: {} } } },
    ids: { type: 'array', items: { type: 'integer' } },
  })
})

it.each<readonly [string, Schema]>([
  ['sort', { enum: ['newest', 'oldest'], example: 'newest' }],
  ['title', { enum: ['newest', 'oldest'] }],
])('takes what stands in as an example, but for words: %s', (name, schema) => {
  expect(schemaOfParameter({ name, type: null, value: { choices: ['newest', 'oldest'], usual: 'newest' } })).toEqual(schema)
})

it('makes a list of the elements that the source describes', () => {
  const element = { name: '', type: 'enum', value: { choices: ['made', 'gone'] } } as const
  expect(schemaOfField({ name: 'events', type: 'array', items: { ...element, isRequired: true } })).toEqual({
    type: 'array',
    items: { enum: ['made', 'gone'] },
  })
})
