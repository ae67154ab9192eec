import { z } from 'zod'

export interface Credentials {
  email: string
  code: string
}

const Body = z.object({ email: z.string().email(), code: z.string().length(8) })

export function loginBody(body: unknown): Credentials {
  const { email, code } = Body.parse(body)
  return { email, code }
}
