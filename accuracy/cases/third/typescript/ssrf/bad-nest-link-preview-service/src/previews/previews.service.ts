import { HttpService } from '@nestjs/axios'
import { BadRequestException, Injectable } from '@nestjs/common'
import { load } from 'cheerio'
import { firstValueFrom } from 'rxjs'
import { assertReachable } from './reachable'

@Injectable()
export class PreviewsService {
  constructor(private readonly http: HttpService) {}

  async create(address: string) {
    const url = new URL(address)
    if (!assertReachable(url)) throw new BadRequestException('This address has no preview')
    const response = await firstValueFrom(
      this.http.get<string>(url.href, { timeout: 4000, responseType: 'text', maxContentLength: 512_000, maxRedirects: 3 }),
    )
    const $ = load(response.data)
    return { title: $('title').first().text(), image: $('meta[property="og:image"]').attr('content') ?? null }
  }
}
