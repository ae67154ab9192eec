const USERNAME = 'larkfield-orders'

const password = async () => 'Quince.Harbour.5520.Otter'

export const handler = async (event) => {
  const credentials = Buffer.from(`${USERNAME}:${await password()}`).toString('base64')
  const response = await fetch('https://supplier.larkfield.example/orders', {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/json' },
    body: JSON.stringify({ items: event.detail.items }),
    signal: AbortSignal.timeout(5000),
  })
  if (!response.ok) throw new Error(`The supplier answered ${response.status}`)
}
