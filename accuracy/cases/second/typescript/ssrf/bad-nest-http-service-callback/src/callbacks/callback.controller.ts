import { Body, Controller, Post, UseGuards } from '@nestjs/common'
import { PartnerGuard } from '../auth/partner.guard'
import { CallbackDto } from './callback.dto'
import { CallbackService } from './callback.service'

@Controller('callbacks')
@UseGuards(PartnerGuard)
export class CallbackController {
  constructor(private readonly callbacks: CallbackService) {}

  @Post('test')
  async test(@Body() body: CallbackDto) {
    return { status: await this.callbacks.deliver(body) }
  }
}
