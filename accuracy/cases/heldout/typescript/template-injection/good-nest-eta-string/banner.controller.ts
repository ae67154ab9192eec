import { Body, Controller, Header, Post } from '@nestjs/common'
import { BannerService } from './banner.service'

@Controller('banner')
export class BannerController {
  constructor(private readonly banners: BannerService) {}

  @Post()
  @Header('content-type', 'text/html')
  create(@Body('headline') headline: string): string {
    return this.banners.render(headline)
  }
}
