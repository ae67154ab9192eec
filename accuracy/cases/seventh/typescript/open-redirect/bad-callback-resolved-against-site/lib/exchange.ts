export async function exchange(code: string): Promise<string> {
  const answer = await fetch(`${process.env.ISSUER}/token`, {
    method: 'POST',
    body: new URLSearchParams({ code, grant_type: 'authorization_code' }),
    signal: AbortSignal.timeout(5000),
  })
  const { session } = (await answer.json()) as { session: string }
  return session
}
