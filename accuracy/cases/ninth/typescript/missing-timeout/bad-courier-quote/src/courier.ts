const COURIER = 'https://courier.example.com/quotes'

const init = (weight: number): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ weight }),
})

export async function quote(weight: number): Promise<number> {
  const reply = await fetch(COURIER, init(weight))
  if (!reply.ok) throw new Error(`courier answered ${reply.status}`)
  const { price } = (await reply.json()) as { price: number }
  return price
}
