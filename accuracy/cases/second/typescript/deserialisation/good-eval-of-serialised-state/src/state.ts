import { z } from 'zod'

export const State = z.object({ step: z.number().int(), answers: z.record(z.string(), z.string()) })
export type State = z.infer<typeof State>

export function readState(cookie: string): State {
  const text = Buffer.from(cookie, 'base64url').toString('utf8')
  return State.parse(JSON.parse(text))
}
