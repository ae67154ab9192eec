import { lookup } from 'node:dns/promises'
import { HttpService } from '@nestjs/axios'
import { BadRequestException, Injectable } from '@nestjs/common'
import ipaddr from 'ipaddr.js'
import { firstValueFrom } from 'rxjs'
import type { CallbackDto } from './callback.dto'

@Injectable()
export class CallbackService {
  constructor(private readonly http: HttpService) {}

  private async ensurePublic(url: string): Promise<void> {
    const addresses = await lookup(new URL(url).hostname, { all: true })
    const open = addresses.every(({ address }) => ipaddr.process(address).range() === 'unicast')
    if (!open) throw new BadRequestException('address not accepted')
  }

  async deliver({ url, payload }: CallbackDto): Promise<number> {
    await this.ensurePublic(url)
    const answer = await firstValueFrom(this.http.post(url, payload, { timeout: 5000, maxRedirects: 0 }))
    return answer.status
  }
}
