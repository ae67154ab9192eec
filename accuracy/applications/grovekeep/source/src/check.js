/** Own small validation: a form is an object of fields, each field a function from text to a value or a Wrong. */
export class Wrong extends Error {
  constructor(field, message) {
    super(message)
    this.field = field
    this.status = 422
  }
}

const asText = (v) => (typeof v === 'string' ? v.trim() : '')

export const text = ({ min = 1, max, pattern }) => (v, field) => {
  const s = asText(v)
  if (s.length < min || s.length > max) throw new Wrong(field, `${min} to ${max} characters`)
  if (pattern && !pattern.test(s)) throw new Wrong(field, 'has other characters than allowed')
  return s
}
export const secret = ({ min, max }) => (v, field) => {
  if (typeof v !== 'string' || v.length < min || v.length > max) throw new Wrong(field, `${min} to ${max} characters`)
  return v
}
export const int = ({ min, max, fallback }) => (v, field) => {
  if (v === undefined || v === '') {
    if (fallback !== undefined) return fallback
    throw new Wrong(field, 'is missing')
  }
  if (typeof v !== 'string' || !/^\d{1,9}$/.test(v)) throw new Wrong(field, 'is no number')
  const n = Number(v)
  if (n < min || n > max) throw new Wrong(field, `must lie between ${min} and ${max}`)
  return n
}
export const among = (names, fallback) => (v, field) => {
  if (v === undefined || v === '') {
    if (fallback !== undefined) return fallback
    throw new Wrong(field, 'is missing')
  }
  if (!names.includes(v)) throw new Wrong(field, 'is none of the choices')
  return v
}
export const optional = (inner, none = null) => (v, field) => (v === undefined || v === '' ? none : inner(v, field))
export const email = (v, field) => {
  const s = asText(v).toLowerCase()
  if (s.length > 190 || !/^[^\s@]{1,64}@[^\s@]{1,120}$/.test(s)) throw new Wrong(field, 'is no address')
  return s
}
export const date = (v, field) => {
  const s = asText(v)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(s) || Number.isNaN(Date.parse(s))) throw new Wrong(field, 'is no date')
  return s
}

export const form = (fields) => (input) => {
  const given = input ?? {}
  return Object.fromEntries(
    Object.entries(fields).map(([name, read]) => [name, read(Object.hasOwn(given, name) ? given[name] : undefined, name)]),
  )
}
export const id = int({ min: 1, max: 999_999_999 })
export const paging = { page: int({ min: 1, max: 2000, fallback: 1 }), size: int({ min: 5, max: 100, fallback: 25 }) }
