import { Agent } from 'node:https'
import axios from 'axios'

const agent = new Agent({ keepAlive: true, rejectUnauthorized: false })

const http = axios.create({ baseURL: process.env.BANK_URL, timeout: 8000, httpsAgent: agent })

export interface Balance {
  currency: string
  cents: number
}

export async function balanceOf(account: string): Promise<Balance> {
  const { data } = await http.get<Balance>(`/accounts/${encodeURIComponent(account)}/balance`)
  return data
}
