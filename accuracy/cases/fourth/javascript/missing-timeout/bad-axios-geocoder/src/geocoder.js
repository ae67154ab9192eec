const axios = require('axios')

const client = axios.create({
  baseURL: process.env.GEOCODER_URL,
  headers: { Accept: 'application/json' },
})

async function locate(address) {
  const { data } = await client.get('/search', { params: { q: address, limit: 1 } })
  return data.length > 0 ? { lat: Number(data[0].lat), lon: Number(data[0].lon) } : null
}

module.exports = { locate }
