import { Module } from '@nestjs/common';
import { GatewayClient } from '../payments/gateway.client';
import { LegacyOrdersController } from './legacy-orders.controller';
import { OrdersController } from './orders.controller';
import { OrdersService } from './orders.service';
import { ReportsController } from './reports.controller';
import { TicketsController } from './tickets.controller';

@Module({ controllers: [OrdersController, LegacyOrdersController, ReportsController, TicketsController], providers: [OrdersService, GatewayClient] })
export class OrdersModule {}
