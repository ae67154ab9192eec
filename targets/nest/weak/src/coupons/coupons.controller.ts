import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { CurrentUser } from '../common/current-user.decorator';
import { JwtAuthGuard } from '../common/jwt-auth.guard';
import { CouponsService } from './coupons.service';

@Controller('coupons')
export class CouponsController {
  constructor(private readonly coupons: CouponsService) {}

  @Post()
  @UseGuards(JwtAuthGuard)
  create(@Body() body: any) {
    return this.coupons.create(body.code, body.amount);
  }

  @Post('check')
  @HttpCode(200)
  check(@Body('code') code: string) {
    return { valid: this.coupons.exists(code) };
  }

  @Post('redeem')
  @HttpCode(200)
  @UseGuards(JwtAuthGuard)
  redeem(@CurrentUser('sub') user: number, @Body('code') code: string) {
    return this.coupons.redeem(user, code);
  }
}
