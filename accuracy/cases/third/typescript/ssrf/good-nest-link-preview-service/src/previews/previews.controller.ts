import { Body, Controller, Post, UseGuards } from '@nestjs/common'
import { IsUrl } from 'class-validator'
import { SessionGuard } from '../session/session.guard'
import { PreviewsService } from './previews.service'

export class PreviewDto {
  @IsUrl({ protocols: ['https', 'http'], require_tld: false })
  url: string
}

@Controller('previews')
@UseGuards(SessionGuard)
export class PreviewsController {
  constructor(private readonly previews: PreviewsService) {}

  @Post()
  create(@Body() body: PreviewDto) {
    return this.previews.create(body.url)
  }
}
