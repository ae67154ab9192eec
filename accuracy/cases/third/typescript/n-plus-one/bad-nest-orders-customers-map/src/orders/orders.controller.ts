import { Controller, DefaultValuePipe, Get, ParseIntPipe, Query, UseGuards } from '@nestjs/common'
import { StaffGuard } from '../auth/staff.guard'
import { OrdersService } from './orders.service'

@Controller('orders')
@UseGuards(StaffGuard)
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Get()
  page(@Query('page', new DefaultValuePipe(1), ParseIntPipe) page: number) {
    return this.orders.page(Math.max(1, page))
  }
}
