export interface User {
  readonly id: number
  readonly tenant: string
}

export async function verifyUser(body: { login: string; password: string }): Promise<User | undefined> {
  const answer = await fetch('https://id.internal/verify', { method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(3000) })
  return answer.ok ? ((await answer.json()) as User) : undefined
}
