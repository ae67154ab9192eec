import https from 'node:https'
import axios from 'axios'
import { config } from '../config'

const bank = axios.create({
  baseURL: config.bank.url,
  timeout: config.bank.timeoutMs,
  httpsAgent: new https.Agent({ keepAlive: true, rejectUnauthorized: false }),
})

const rates = new Map<string, unknown>()

export async function accountHolder(iban: string) {
  const { data } = await bank.get('/accounts/holder', { params: { iban } })
  return data
}

/** What the market pays, by what the client asks for. */
export async function marketRent(query: string) {
  if (!rates.has(query)) {
    const { data } = await bank.get('/market/rents', { params: { q: query } })
    rates.set(query, data)
  }
  return rates.get(query)
}

export async function callHook(url: string, event: object) {
  const { status, data } = await axios.post(url, event)
  return { status, data }
}
