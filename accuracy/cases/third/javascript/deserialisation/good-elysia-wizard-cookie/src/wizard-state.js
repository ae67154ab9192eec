import { z } from 'zod'

const State = z.object({ step: z.number().int().min(1).max(5), answers: z.record(z.string(), z.string()) })

export const pack = (state) => Buffer.from(JSON.stringify(state)).toString('base64url')

export function unpack(text) {
  return State.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
}
