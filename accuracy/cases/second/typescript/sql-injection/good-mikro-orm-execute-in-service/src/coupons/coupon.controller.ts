import { Body, Controller, Param, ParseIntPipe, Post, UseGuards } from '@nestjs/common'
import { OwnOrderGuard } from '../orders/own-order.guard'
import { CouponService } from './coupon.service'
import { RedeemDto } from './redeem.dto'

@Controller('orders/:orderId/coupon')
@UseGuards(OwnOrderGuard)
export class CouponController {
  constructor(private readonly coupons: CouponService) {}

  @Post()
  async redeem(@Param('orderId', ParseIntPipe) orderId: number, @Body() body: RedeemDto) {
    return { percent: await this.coupons.redeem(body.code, orderId) }
  }
}
