import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Roles, Sensitive } from '../common/decorators';
import { CheckInDto } from './dto';
import { OrdersService } from './orders.service';

@Roles('organiser', 'admin')
@Controller('api/tickets')
export class TicketsController {
  constructor(private readonly orders: OrdersService) {}

  @Sensitive()
  @Post('check-in')
  @HttpCode(200)
  checkIn(@Body() dto: CheckInDto) {
    return { admitted: this.orders.checkIn(dto.code) };
  }
}
