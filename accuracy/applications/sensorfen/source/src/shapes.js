/** Pieces of JSON schema; objects are closed. */
export const closed = (properties, optional = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
})
export const open = (properties) => closed(properties, Object.keys(properties))
export const line = (max, extra = {}) => ({ type: 'string', minLength: 1, maxLength: max, ...extra })
export const id = { type: 'string', pattern: '^[0-9a-f]{24}$' }
export const email = { type: 'string', format: 'email', maxLength: 190 }
export const given = { type: 'string', minLength: 1, maxLength: 128 }
export const password = { type: 'string', minLength: 12, maxLength: 128 }
export const token = { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' }
export const paging = {
  page: { type: 'integer', minimum: 1, maximum: 1000, default: 1 },
  size: { type: 'integer', minimum: 1, maximum: 100, default: 25 },
}
export const params = closed({ id })
export const time = { type: 'string', format: 'date-time' }
export const place = closed({ lat: { type: 'number', minimum: -90, maximum: 90 }, lon: { type: 'number', minimum: -180, maximum: 180 } })
