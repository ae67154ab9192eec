import { Controller, Get, Param, ParseIntPipe, Req, UseGuards } from '@nestjs/common'
import { JwtGuard, type Authenticated } from '../auth/jwt.guard'
import { OrdersService } from './orders.service'

@Controller('orders')
@UseGuards(JwtGuard)
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Get(':id')
  one(@Param('id', ParseIntPipe) id: number, @Req() request: Authenticated) {
    return this.orders.one(id)
  }
}
