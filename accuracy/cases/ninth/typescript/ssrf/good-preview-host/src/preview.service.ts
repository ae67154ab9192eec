import { BadRequestException, Injectable } from '@nestjs/common'

const HOSTS = new Set(['example.com', 'docs.example.com'])

@Injectable()
export class PreviewService {
  private permitted(url: URL): boolean {
    return url.protocol === 'https:' && url.port === '' && HOSTS.has(url.hostname)
  }

  async title(address: string): Promise<string> {
    const url = new URL(address)
    if (!this.permitted(url)) throw new BadRequestException('host not permitted')
    const reply = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(4000) })
    return /<title>([^<]*)/i.exec(await reply.text())?.[1] ?? ''
  }
}
