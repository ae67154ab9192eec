import { Body, Controller, Post } from '@nestjs/common'
import { Public } from '../auth/public.decorator'
import { NewsletterService } from './newsletter.service'
import { SubscribeDto } from './subscribe.dto'

@Controller('newsletter')
export class NewsletterController {
  constructor(private readonly newsletter: NewsletterService) {}

  @Public()
  @Post()
  subscribe(@Body() body: SubscribeDto) {
    return this.newsletter.subscribe(body.address, body.language)
  }
}
