import type { BodyFact, BodyField, RouteParameter } from '../facts.ts'

/** The schema of a body with what handlers test of its fields' values, where the schema itself says nothing: `conditions[].field` is looked up in a table. */
export function withReadValues(body: BodyFact | null, read: readonly RouteParameter[]): BodyFact | null {
  const told = read.filter(({ value }) => value?.choices !== undefined)
  if (body === null || told.length === 0) return body
  return { ...body, fields: told.reduce((fields, parameter) => completed(fields, parameter.name.split('.'), parameter), body.fields) }
}

function completed(fields: readonly BodyField[], [segment = '', ...rest]: readonly string[], told: RouteParameter): readonly BodyField[] {
  const name = segment.replace(/\[\]$/, '')
  return fields.map((field) => {
    if (field.name !== name) return field
    if (name !== segment) return field.items === undefined ? field : { ...field, items: inner(field.items, rest, told) }
    return inner(field, rest, told)
  })
}

function inner(field: BodyField, rest: readonly string[], told: RouteParameter): BodyField {
  if (rest.length > 0) return field.inside === undefined ? field : { ...field, inside: completed(field.inside, rest, told) }
  return field.value?.choices === undefined && field.value?.pattern === undefined && field.inside === undefined
    ? { ...field, value: { ...field.value, ...told.value } }
    : field
}
