export async function tokenise(number: string): Promise<string> {
  const response = await fetch(`${process.env.VAULT_URL}/tokens`, {
    method: 'POST',
    body: JSON.stringify({ number }),
    headers: { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(5000),
  })
  if (!response.ok) throw new Error(`vault answered ${response.status}`)
  return ((await response.json()) as { token: string }).token
}
