import https from 'node:https'
import axios, { type AxiosInstance, type AxiosResponse } from 'axios'
import { config } from '../config'
import { backoff } from './codes'

/** All that leaves the house goes through here. */
export class HttpClient {
  private readonly client: AxiosInstance

  constructor(baseURL?: string) {
    this.client = axios.create({
      baseURL,
      timeout: config.http.timeout,
      maxRedirects: 0,
      maxContentLength: 2_000_000,
      httpsAgent: new https.Agent({ rejectUnauthorized: config.http.verifyPeer }),
    })
  }

  async get<T>(path: string, params: Record<string, string> = {}): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return (await this.client.get<T>(path, { params })).data
      } catch (error) {
        if (attempt === 2) throw error
        await new Promise((resolve) => setTimeout(resolve, backoff(attempt)))
      }
    }
  }

  async post(url: string, body: unknown): Promise<AxiosResponse> {
    return this.client.post(url, body, { validateStatus: () => true })
  }
}
