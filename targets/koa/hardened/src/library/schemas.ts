import { Ajv } from 'ajv'
import type { Context, Next } from 'koa'
import { Problem } from './problem.ts'

const PLAIN = '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]*$'
const ajv = new Ajv({ allErrors: false, coerceTypes: false, useDefaults: true, removeAdditional: false })

export const object = (properties: Record<string, unknown>, required: readonly string[] = Object.keys(properties)) =>
  ({ type: 'object', properties, required, additionalProperties: false }) as const
export const text = (maxLength: number, minLength = 0) => ({ type: 'string', minLength, maxLength, pattern: PLAIN }) as const
export const email = { type: 'string', maxLength: 254, pattern: '^[^@\\s\\u0000-\\u001f]{1,64}@[^@\\s\\u0000-\\u001f]{1,189}$' } as const
export const newPassword = { type: 'string', minLength: 12, maxLength: 128 } as const
export const secret = { type: 'string', minLength: 1, maxLength: 200 } as const
export const pageOf = (more: Record<string, unknown> = {}) =>
  object({ limit: { type: 'string', pattern: '^(?:[1-9][0-9]?|100)$', default: '20' }, offset: { type: 'string', pattern: '^[0-9]{1,5}$', default: '0' }, ...more }, [])

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The identifier in the path, or 404 for what cannot be one. */
export function idOf(ctx: Context): string {
  const id = String(ctx['params'].id)
  if (!UUID.test(id)) throw new Problem(404, 'Not found')
  return id
}

/** Checks the body and the query against their schemas and leaves them in ctx.state. A route without a schema takes neither. */
export function takes({ body, query = object({}) }: { body?: object; query?: object }) {
  const validBody = body === undefined ? undefined : ajv.compile(body)
  const validQuery = ajv.compile(query)
  return async (ctx: Context, next: Next): Promise<void> => {
    const asked = { ...ctx.query }
    if (!validQuery(asked)) throw new Problem(400, 'The query is not valid')
    ctx.state['query'] = asked
    if (validBody !== undefined) {
      const given = (ctx.request as { body?: unknown }).body
      if (!validBody(given)) throw new Problem(400, `The body is not valid: ${(validBody.errors?.[0]?.message ?? '').slice(0, 100)}`)
      ctx.state['body'] = given
    }
    await next()
  }
}
