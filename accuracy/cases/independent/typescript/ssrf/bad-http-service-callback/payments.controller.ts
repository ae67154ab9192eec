import { Body, Controller, Post } from '@nestjs/common'
import { CallbackService } from './callback.service'

@Controller('payments')
export class PaymentsController {
  constructor(private readonly callbacks: CallbackService) {}

  @Post('confirm')
  async confirm(@Body() body: { callback: string; reference: string }) {
    return { status: await this.callbacks.notify(body.callback, body.reference) }
  }
}
