import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { Caller, type Principal } from '../common/decorators';
import { idPipe, PageQuery } from '../common/validation';
import { CreateOrderDto, UpdateOrderDto } from './dto';
import { OrdersService } from './orders.service';

@Controller('api/orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Get()
  list(@Caller() { id }: Principal, @Query() page: PageQuery) {
    return this.orders.list(id, page);
  }

  @Get('summary')
  summary(@Caller() { id }: Principal) {
    return this.orders.summary(id);
  }

  @Post()
  create(@Caller() { id }: Principal, @Body() dto: CreateOrderDto) {
    return this.orders.create(id, dto);
  }

  @Get(':id')
  detail(@Caller() caller: Principal, @Param('id', idPipe) id: string) {
    return this.orders.own(caller.id, id);
  }

  @Patch(':id')
  update(@Caller() caller: Principal, @Param('id', idPipe) id: string, @Body() dto: UpdateOrderDto) {
    return this.orders.setNote(caller.id, id, dto.note);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Caller() caller: Principal, @Param('id', idPipe) id: string): void {
    this.orders.remove(caller.id, id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  cancel(@Caller() caller: Principal, @Param('id', idPipe) id: string) {
    return this.orders.cancel(caller.id, id);
  }

  @Post(':id/pay')
  @HttpCode(202)
  pay(@Caller() caller: Principal, @Param('id', idPipe) id: string) {
    return this.orders.pay(caller.id, id);
  }
}
