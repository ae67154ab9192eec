import type { OperationParameter, Schema } from '../../model/facts/service.ts'
import { queryParameter, schemaOfExample } from './examples.ts'
import type { FieldBounds, HtmlField, HtmlForm } from './html-forms.ts'
import { TOKEN_NAME } from './identities/page.ts'
import type { Operation } from './operations.ts'
import { USUAL_DAY } from './values.ts'

/** What a form sends, as a schema; tokens against forged requests are none of its fields. */
export function schemaOfForm(form: HtmlForm): Schema {
  const fields = form.fields.filter((field) => !isFormToken(field))
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field): [string, Schema] => [field.name, schemaOfField(field)])),
    required: fields.filter(({ isRequired, type }) => isRequired || type === 'password').map(({ name }) => name),
  }
}

export function isFormToken({ name, type }: HtmlField): boolean {
  return type === 'hidden' && (TOKEN_NAME.test(name) || /^token$/i.test(name))
}

/** What a link tells of an operation that is known by better ways: values for its path and its query. */
export function learnFromLink(known: Operation, path: string, query: readonly (readonly [name: string, value: string])[]): void {
  const actual = path.split('/')
  const inPath = new Map<string, string>()
  for (const [index, segment] of known.path.split('/').entries()) {
    const name = /^\{([^}]+)\}$/.exec(segment)?.[1]
    const value = actual[index]
    if (name !== undefined && value !== undefined && value !== '') inPath.set(name, decoded(value))
  }
  known.parameters = known.parameters.map((parameter) =>
    parameter.in === 'path' ? withExample(parameter, inPath.get(parameter.name)) : parameter,
  )
  learnQuery(known, query)
}

/** What a page's form tells of an operation that is known by better ways. */
export function learnFromForm(known: Operation, form: HtmlForm, page: string): void {
  known.page ??= page
  if (form.method !== 'POST') {
    learnQuery(
      known,
      form.fields.map(({ name, value }) => [name, value]),
    )
    return
  }
  if (known.origins.includes('openapi')) return
  const seen = schemaOfForm(form)
  const properties = { ...known.body?.schema.properties }
  for (const [name, schema] of Object.entries(seen.properties ?? {}))
    properties[name] = Object.keys(properties[name] ?? {}).length === 0 ? schema : (properties[name] ?? schema)
  known.body = {
    contentType: form.enctype,
    isRequired: true,
    schema: {
      ...known.body?.schema,
      type: 'object',
      properties,
      required: [...new Set([...(known.body?.schema.required ?? []), ...(seen.required ?? [])])],
    },
  }
}

function learnQuery(known: Operation, query: readonly (readonly [name: string, value: string])[]): void {
  for (const [name, value] of query.slice(0, 20)) {
    const parameter = known.parameters.find((one) => one.in === 'query' && one.name === name)
    if (parameter === undefined) known.parameters = [...known.parameters, queryParameter(name, value)]
    else known.parameters = known.parameters.map((one) => (one === parameter ? withExample(one, value) : one))
  }
}

function withExample(parameter: OperationParameter, value: string | undefined): OperationParameter {
  if (value === undefined || value === '' || parameter.schema.example !== undefined || parameter.schema.enum !== undefined) return parameter
  return { ...parameter, schema: { ...parameter.schema, example: value } }
}

function schemaOfField({ type, value, name, choices, bounds }: HtmlField): Schema {
  if (type === 'file') return { type: 'string', format: 'binary' }
  if (choices.length > 0) return { type: 'string', enum: choices }
  if (type === 'number' || type === 'range') return numberOf(bounds)
  if (type === 'checkbox') return { type: 'string', example: value === '' ? 'on' : value }
  const format = FORMATS[type]
  if (format !== undefined) return { type: 'string', format, ...dayWithin(bounds) }
  return { ...(value === '' ? { type: 'string' } : schemaOfExample(value, name)), ...textWithin(bounds) }
}

/** Types of fields whose values have a form of their own. */
const FORMATS: Readonly<Record<string, string>> = {
  email: 'email',
  url: 'uri',
  date: 'date',
  time: 'time',
  month: 'month',
  week: 'week',
  'datetime-local': 'local-date-time',
  color: 'color',
  tel: 'phone',
}

function numberOf({ min, max, step }: FieldBounds): Schema {
  return {
    type: step === 'any' || step.includes('.') ? 'number' : 'integer',
    ...(/^-?\d/.test(min) ? { minimum: Number(min) } : {}),
    ...(/^-?\d/.test(max) ? { maximum: Number(max) } : {}),
  }
}

/** The nearest bound as the day, where that which is mostly taken lies outside. */
function dayWithin({ min, max }: FieldBounds): Pick<Schema, 'example'> {
  const isDay = (text: string): boolean => /^\d{4}-\d\d(?:-\d\d)?/.test(text)
  if (isDay(max) && max < USUAL_DAY) return { example: max }
  return isDay(min) && min > USUAL_DAY ? { example: min } : {}
}

function textWithin({ minLength, maxLength, pattern }: FieldBounds): Pick<Schema, 'minLength' | 'maxLength' | 'pattern'> {
  return {
    ...(/^\d{1,6}$/.test(minLength) ? { minLength: Number(minLength) } : {}),
    ...(/^\d{1,6}$/.test(maxLength) && maxLength !== '0' ? { maxLength: Number(maxLength) } : {}),
    // A field's pattern is of its whole value.
    ...(pattern === '' ? {} : { pattern: `^(?:${pattern})$` }),
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
