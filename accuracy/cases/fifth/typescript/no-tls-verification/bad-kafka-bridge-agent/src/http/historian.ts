import axios, { type AxiosInstance } from 'axios'
import { plantAgent } from './agent'

export class Historian {
  private readonly http: AxiosInstance = axios.create({
    baseURL: process.env.HISTORIAN_URL,
    httpsAgent: plantAgent(),
    timeout: 8000,
    auth: { username: process.env.HISTORIAN_USER as string, password: process.env.HISTORIAN_PASSWORD as string },
  })

  async store(tag: string, value: number, at: string): Promise<void> {
    await this.http.post('/points', { tag, value, at })
  }
}
