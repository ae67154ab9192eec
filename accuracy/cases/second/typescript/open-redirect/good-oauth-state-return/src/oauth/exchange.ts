export async function exchange(code: string): Promise<string> {
  const answer = await fetch('https://id.example.com/token', {
    method: 'POST',
    body: new URLSearchParams({ code, client_id: process.env.OAUTH_ID!, client_secret: process.env.OAUTH_SECRET! }),
    signal: AbortSignal.timeout(5000),
  })
  if (!answer.ok) throw new Error('code not accepted')
  return ((await answer.json()) as { user_id: string }).user_id
}
