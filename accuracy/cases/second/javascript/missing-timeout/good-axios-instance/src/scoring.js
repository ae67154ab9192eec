import axios from 'axios'

const scoring = axios.create({
  baseURL: 'https://scoring.example.com/v3',
  timeout: 4000,
  headers: { 'x-api-key': process.env.SCORING_KEY },
})

export async function score(customer) {
  const { data } = await scoring.post('/scores', { reference: customer.reference })
  return data.score
}
