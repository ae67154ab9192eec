import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import axios from 'axios'
import { Repository } from 'typeorm'
import { Partner } from './partners.entity'

@Injectable()
export class PartnersService {
  private readonly http = axios.create({ timeout: 5000, maxRedirects: 0, maxContentLength: 500_000, responseType: 'arraybuffer' })

  constructor(@InjectRepository(Partner) private readonly partners: Repository<Partner>) {}

  async keepLogo(accountId: string, address: string) {
    const { data, headers } = await this.http.get(address)
    const logo = `data:${headers['content-type']};base64,${Buffer.from(data).toString('base64')}`
    await this.partners.update({ accountId }, { logo })
    return { logo }
  }
}
