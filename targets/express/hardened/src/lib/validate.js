import { z } from 'zod'
import { Problem } from './problem.js'

// Text without control characters other than tab and line feed; the class is a single repetition and cannot backtrack.
const PLAIN = /^[^\u0000-\u0008\u000b-\u001f\u007f]*$/

export const text = (maximum) => z.string().max(maximum).regex(PLAIN)
export const email = z.email().max(254).transform((value) => value.toLowerCase())
export const newPassword = z.string().min(12).max(128)
export const page = { limit: z.coerce.number().int().min(1).max(100).default(20), offset: z.coerce.number().int().min(0).max(100_000).default(0) }

/** The validated value, or a 400 that names each wrong field but repeats no value. */
export function parse(schema, value) {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const errors = result.error.issues.slice(0, 20).map((issue) => ({ field: issue.path.join('.').slice(0, 80), problem: issue.code }))
  throw new Problem(400, 'The request is not valid', { errors })
}
