import axios, { type AxiosInstance } from 'axios'

export abstract class BaseClient {
  protected readonly http: AxiosInstance

  constructor(baseURL: string, token: string) {
    this.http = axios.create({ baseURL, headers: { authorization: `Bearer ${token}` }, timeout: 4000 })
  }
}
