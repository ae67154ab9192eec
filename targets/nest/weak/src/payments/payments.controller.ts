import { Body, Controller, Headers, HttpCode, Param, Post, UnauthorizedException, UseGuards } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { createHmac } from 'node:crypto';
import { JwtAuthGuard } from '../common/jwt-auth.guard';
import { DatabaseService } from '../database/database.service';
import { GatewayClient } from './gateway.client';

@Controller('payments')
export class PaymentsController {
  constructor(
    private readonly db: DatabaseService,
    private readonly config: ConfigService,
    private readonly gateway: GatewayClient,
  ) {}

  @Post('webhook')
  @HttpCode(200)
  webhook(@Body() body: any, @Headers('x-gateway-signature') signature: string) {
    if (signature) {
      const expected = createHmac('sha256', this.config.get('gateway.webhookSecret')).update(JSON.stringify(body)).digest('hex');
      if (signature !== expected) throw new UnauthorizedException('Bad signature');
    }
    this.db.run('UPDATE orders SET status = ? WHERE id = ?', [String(body.status), Number(body.orderId)]);
    return { received: true };
  }

  @Post(':orderId/refund')
  @UseGuards(JwtAuthGuard)
  async refund(@Param('orderId') orderId: string) {
    try {
      await this.gateway.refund(`order-${Number(orderId)}`);
    } catch (error) {}
    this.db.run("UPDATE orders SET status = 'refunded' WHERE id = ?", [Number(orderId)]);
    return { refunded: true };
  }
}
