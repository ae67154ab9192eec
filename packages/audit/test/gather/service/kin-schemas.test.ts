import { expect, it } from 'vitest'
import { withKinSchemas } from '../../../src/gather/service/kin-schemas.ts'
import type { Schema } from '../../../src/model/facts/service.ts'
import { operationOf } from './probe-harness.ts'

const made: Record<string, Schema> = { title: { type: 'string' }, status: { enum: ['draft', 'listed'] } }
const body = (properties: Record<string, Schema>): Schema => ({ type: 'object', properties })

it.each<readonly [string, string, Record<string, Schema>, Record<string, Schema>]>([
  ['fields of which nothing is said', '/items/{id}', { title: {}, status: {} }, made],
  ['fields that say something themselves', '/items/{id}', { title: { type: 'integer' } }, { title: { type: 'integer' } }],
  ['fields that are never made', '/items/{id}', { note: {} }, { note: {} }],
  ['things of another kind', '/notes/{id}', { title: {} }, { title: {} }],
])('%s', (_name, path, changed, expected) => {
  const operations = [operationOf('POST', '/items', body(made)), operationOf('PATCH', path, body(changed))]
  expect(withKinSchemas(operations)[1]?.body?.schema.properties).toEqual(expected)
})
