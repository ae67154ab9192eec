export interface ClientOptions {
  baseUrl: string
  token: string
}

export abstract class HttpClient {
  constructor(private readonly options: ClientOptions) {}

  private init(): RequestInit {
    return {
      headers: { authorization: `Bearer ${this.options.token}`, accept: 'application/json' },
      redirect: 'error',
    }
  }

  protected async get<T>(path: string): Promise<T> {
    const response = await fetch(this.options.baseUrl + path, this.init())
    if (!response.ok) throw new Error(`carrier answered ${response.status}`)
    return (await response.json()) as T
  }
}
