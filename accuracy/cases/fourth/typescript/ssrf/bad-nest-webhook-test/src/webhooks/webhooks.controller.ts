import { Body, Controller, Post, UseGuards } from '@nestjs/common'
import { AuthGuard } from '@nestjs/passport'
import { PingDto } from './ping.dto'
import { WebhooksService } from './webhooks.service'

@Controller('webhooks')
@UseGuards(AuthGuard('jwt'))
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Post('test')
  async test(@Body() body: PingDto) {
    return { status: await this.webhooks.ping(body.url) }
  }
}
