import axios from 'axios'

const client = axios.create({
  baseURL: 'https://carrier.example.com',
  timeout: 5000,
  headers: { authorization: `Bearer ${process.env.CARRIER_TOKEN}` },
})

export async function label(parcel) {
  try {
    const { data } = await client.post('/labels', parcel)
    return data.url
  } catch (error) {
    console.error('label failed', JSON.stringify(error.config.headers), error.message)
    throw new Error('label not made')
  }
}
