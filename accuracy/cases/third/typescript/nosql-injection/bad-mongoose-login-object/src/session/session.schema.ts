export interface Credentials {
  email: string
  code: string
}

export function loginBody(body: unknown): Credentials {
  const { email, code } = body as Credentials
  if (!email || !code) throw new Error('email and code are required')
  return { email, code }
}
