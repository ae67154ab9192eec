import { Body, Controller, Post, ValidationPipe } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import { Model } from 'mongoose'
import { RedeemDto } from './redeem.dto'

@Controller('coupons')
export class CouponsController {
  constructor(@InjectModel('Coupon') private readonly coupons: Model<{ code: string; owner: string }>) {}

  @Post('redeem')
  async redeem(@Body() body: any) {
    const coupon = await this.coupons.findOne({ code: body.code, owner: body.owner })
    return { valid: coupon !== null }
  }
}
