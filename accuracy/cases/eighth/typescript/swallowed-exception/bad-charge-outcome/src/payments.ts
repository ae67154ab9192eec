const ADDRESS = 'https://payments.internal.example/charges'

export async function charge(order: number, amount: number): Promise<void> {
  const answer = await fetch(ADDRESS, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `order-${order}` },
    body: JSON.stringify({ order, amount }),
    signal: AbortSignal.timeout(5000),
  })
  if (!answer.ok) throw new Error(`charge refused: ${answer.status}`)
}
