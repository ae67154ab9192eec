import { BadRequestException, Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import axios from 'axios'
import { Repository } from 'typeorm'
import { Partner } from './partners.entity'

const HOSTS = new Set(['cdn.partners.example', 'logos.partners.example'])

@Injectable()
export class PartnersService {
  private readonly http = axios.create({ timeout: 5000, maxRedirects: 0, maxContentLength: 500_000, responseType: 'arraybuffer' })

  constructor(@InjectRepository(Partner) private readonly partners: Repository<Partner>) {}

  async keepLogo(accountId: string, address: string) {
    const url = URL.canParse(address) ? new URL(address) : null
    if (url?.protocol !== 'https:' || !HOSTS.has(url.host)) throw new BadRequestException('unknown host')
    const { data, headers } = await this.http.get(url.href)
    const logo = `data:${headers['content-type']};base64,${Buffer.from(data).toString('base64')}`
    await this.partners.update({ accountId }, { logo })
    return { logo }
  }
}
