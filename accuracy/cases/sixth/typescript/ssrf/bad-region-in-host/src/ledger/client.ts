export interface LedgerQuery {
  region: string
  month: string
  accountId: string
}

export class LedgerClient {
  constructor(private readonly domain: string, private readonly token: string) {}

  private endpoint(region: string): string {
    return `https://${region}.${this.domain}`
  }

  private async get<T>(base: string, path: string): Promise<T> {
    const response = await fetch(base + path, {
      headers: { authorization: `Bearer ${this.token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(8000),
    })
    if (!response.ok) throw new Error(`ledger: ${response.status}`)
    return (await response.json()) as T
  }

  statement({ region, month, accountId }: LedgerQuery) {
    const path = `/v2/accounts/${encodeURIComponent(accountId)}/statements/${encodeURIComponent(month)}`
    return this.get<{ lines: unknown[] }>(this.endpoint(region), path)
  }
}
