import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Caller, type Principal, Roles, Sensitive } from '../common/decorators';
import { CouponsService } from './coupons.service';
import { CouponDto, RedeemDto } from './dto';

@Controller('api/coupons')
export class CouponsController {
  constructor(private readonly coupons: CouponsService) {}

  @Roles('admin')
  @Post()
  create(@Caller() { id }: Principal, @Body() dto: CouponDto) {
    return this.coupons.create(id, dto);
  }

  @Sensitive()
  @Post('redeem')
  @HttpCode(200)
  redeem(@Caller() { id }: Principal, @Body() dto: RedeemDto) {
    return this.coupons.redeem(id, dto.code);
  }
}
