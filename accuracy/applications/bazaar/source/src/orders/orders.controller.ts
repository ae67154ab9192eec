import { BadRequestException, Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query, RawBodyRequest, Req, UnauthorizedException } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { isInt, isUUID } from 'class-validator';
import type { Request } from 'express';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Actor, CurrentActor, Present, Public, RateLimit, Roles } from '../common/decorators';
import { Env } from '../config';
import { Role } from '../entities';
import { Page } from '../listings/listing.dto';
import { ChangeOrder, OrderView, PlaceOrder, SalesQuery } from './order.dto';
import { OrdersService } from './orders.service';

@Controller('orders')
export class OrdersController {
  constructor(private readonly orders: OrdersService) {}

  @Post() @RateLimit(20, 60) @Present(OrderView)
  place(@CurrentActor() actor: Actor, @Body() body: PlaceOrder) {
    return this.orders.place(actor, body);
  }

  @Get() @Present(OrderView)
  bought(@CurrentActor() actor: Actor, @Query() page: Page) {
    return this.orders.mine(actor, 'buyerId', page);
  }

  @Get('sold') @Roles(Role.Seller) @Present(OrderView)
  sold(@CurrentActor() actor: Actor, @Query() page: Page) {
    return this.orders.mine(actor, 'sellerId', page);
  }

  @Get('sales') @Roles(Role.Seller)
  sales(@CurrentActor() actor: Actor, @Query() query: SalesQuery) {
    return this.orders.sales(actor, query);
  }

  @Patch(':id') @Roles(Role.Seller) @Present(OrderView)
  change(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeOrder) {
    return this.orders.transition(id, actor.id, body.status);
  }
}

@Controller('payments')
export class PaymentsController {
  constructor(
    private readonly orders: OrdersService,
    private readonly config: ConfigService<Env, true>,
  ) {}

  /** Called by the payment provider, which signs "<timestamp>.<body>". */
  @Post('events') @Public() @HttpCode(204)
  async event(
    @Req() request: RawBodyRequest<Request>,
    @Headers('x-signature') signature = '',
    @Headers('x-timestamp') timestamp = '',
  ): Promise<void> {
    const body = request.rawBody ?? Buffer.alloc(0);
    const secret: string = this.config.get('PAYMENT_WEBHOOK_SECRET');
    const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
    const given = Buffer.from(signature, 'hex');
    const fresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < 300;
    if (!fresh || given.length !== expected.length || !timingSafeEqual(given, expected)) throw new UnauthorizedException();

    const { type, order, amountCents } = request.body as Record<string, unknown>;
    if (type !== 'payment.succeeded') return;
    if (!isUUID(order) || !isInt(amountCents)) throw new BadRequestException();
    await this.orders.markPaid(order as string, amountCents as number);
  }
}
