import type { Schema } from '../../model/facts/service.ts'
import type { Operation } from './operations.ts'
import { shape } from './state.ts'

/** What a field takes that nothing is said of where a thing is changed, and something where it is made: `PATCH /items/{id}` after `POST /items`. */
export function withKinSchemas(operations: readonly Operation[]): readonly Operation[] {
  const makers = new Map(operations.filter(({ method }) => method === 'POST').map((operation) => [shape(operation.path), operation]))
  return operations.map((operation) => {
    const item = ['PATCH', 'PUT'].includes(operation.method) ? /^(.+)\/\{[^{}]+\}\/?$/.exec(operation.path)?.[1] : undefined
    const known = item === undefined ? undefined : makers.get(shape(item))?.body?.schema.properties
    const { body } = operation
    if (known === undefined || body?.schema.properties === undefined) return operation
    const properties = Object.entries(body.schema.properties).map(([name, schema]): [string, Schema] => [
      name,
      Object.keys(schema).length === 0 ? (known[name] ?? schema) : schema,
    ])
    return { ...operation, body: { ...body, schema: { ...body.schema, properties: Object.fromEntries(properties) } } }
  })
}
