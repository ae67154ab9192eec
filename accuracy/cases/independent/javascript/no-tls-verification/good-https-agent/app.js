import { readFileSync } from 'node:fs'
import https from 'node:https'
import axios from 'axios'

const agent = new https.Agent({
  keepAlive: true,
  ca: readFileSync('/etc/ssl/internal-ca.pem'),
})

export const ledger = axios.create({ baseURL: 'https://ledger.internal', httpsAgent: agent, timeout: 5000 })

export async function balance(account) {
  const { data } = await ledger.get(`/accounts/${encodeURIComponent(account)}`)
  return data.balance
}
