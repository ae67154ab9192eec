import { Body, Controller, Headers, HttpCode, Post, type RawBodyRequest, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Public } from '../common/decorators';
import { GatewayEventDto } from './dto';
import { PaymentsService } from './payments.service';

@Controller('api/payments')
export class PaymentsController {
  constructor(private readonly payments: PaymentsService) {}

  /** Open to the gateway, which signs the time and the bytes of the body. */
  @Public()
  @Post('webhook')
  @HttpCode(200)
  webhook(@Req() request: RawBodyRequest<Request>, @Headers('x-gateway-timestamp') timestamp = '', @Headers('x-gateway-signature') signature = '', @Body() dto: GatewayEventDto) {
    this.payments.requireSigned(request.rawBody, timestamp, signature);
    return this.payments.apply(dto);
  }
}
