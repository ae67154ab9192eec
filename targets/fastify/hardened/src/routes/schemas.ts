const PLAIN = '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]*$'

export const object = (properties: Record<string, unknown>, required: readonly string[] = Object.keys(properties)) =>
  ({ type: 'object', properties, required, additionalProperties: false }) as const
export const text = (maxLength: number, minLength = 0) => ({ type: 'string', minLength, maxLength, pattern: PLAIN }) as const
export const email = { type: 'string', maxLength: 254, pattern: '^[^@\\s\\u0000-\\u001f]{1,64}@[^@\\s\\u0000-\\u001f]{1,189}$' } as const
export const newPassword = { type: 'string', minLength: 12, maxLength: 128 } as const
export const secret = { type: 'string', minLength: 1, maxLength: 200 } as const
export const id = object({ id: { type: 'string', pattern: '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$' } })
export const pageProperties = {
  limit: { type: 'string', pattern: '^(?:[1-9][0-9]?|100)$', default: '20' },
  offset: { type: 'string', pattern: '^[0-9]{1,5}$', default: '0' },
} as const
export const page = object(pageProperties, [])

export interface PageQuery {
  readonly limit: string
  readonly offset: string
}
