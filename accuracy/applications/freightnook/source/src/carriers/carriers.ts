import { BadGatewayException, Injectable, Logger } from '@nestjs/common'

const HOSTS = { baltica: 'https://rates.baltica.example/v2/quote', rhenus: 'https://api.rhenus.example/rates' } as const
const MOST = 100_000
type Rate = { cents: number; days: number }

@Injectable()
export class Carriers {
  private readonly log = new Logger('carriers')
  private readonly kept = new Map<string, { until: number; rate: Rate }>()

  /** A rate of one of the known carriers, kept for ten minutes. */
  async rate(carrier: keyof typeof HOSTS, from: string, to: string): Promise<Rate> {
    const key = `${carrier}:${from}:${to}`
    const known = this.kept.get(key)
    if (known && known.until > Date.now()) return known.rate
    const url = new URL(HOSTS[carrier])
    url.searchParams.set('from', from)
    url.searchParams.set('to', to)
    try {
      const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(4000), headers: { accept: 'application/json' } })
      if (!answer.ok || !answer.body) throw new Error(`status ${answer.status}`)
      const parts: Uint8Array[] = []
      let size = 0
      for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
        size += part.length
        if (size > MOST) throw new Error('answers too much')
        parts.push(part)
      }
      const told = JSON.parse(Buffer.concat(parts).toString('utf8')) as Partial<Rate>
      const rate = { cents: Number(told.cents), days: Number(told.days) }
      if (!Number.isFinite(rate.cents) || !Number.isFinite(rate.days)) throw new Error('no rate')
      if (this.kept.size >= 1000) this.kept.delete(this.kept.keys().next().value as string)
      this.kept.set(key, { until: Date.now() + 600_000, rate })
      return rate
    } catch (err) {
      this.log.warn(`${carrier} does not answer: ${(err as Error).name}`)
      throw new BadGatewayException()
    }
  }
}
