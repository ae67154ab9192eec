import { request } from 'undici'

export interface ClientConfig {
  readonly endpoint: string
  readonly timeout: number
  readonly locale: string
}

const DEFAULTS: ClientConfig = { endpoint: 'https://translate.internal', timeout: 4000, locale: 'en' }

export class TranslateClient {
  private readonly config: ClientConfig

  constructor(overrides: Partial<ClientConfig> = {}) {
    this.config = { ...DEFAULTS, ...overrides }
  }

  async translate(text: string): Promise<unknown> {
    const { endpoint, timeout, locale } = this.config
    const { body } = await request(`${endpoint}/v1?to=${encodeURIComponent(locale)}&q=${encodeURIComponent(text)}`, { headersTimeout: timeout })
    return body.json()
  }
}
