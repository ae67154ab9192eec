import { Module } from '@nestjs/common';
import { PaymentsModule } from '../payments/payments.module';
import { OrdersController } from './orders.controller';
import { OrdersService } from './orders.service';
import { TicketsController } from './tickets.controller';

@Module({ imports: [PaymentsModule], controllers: [OrdersController, TicketsController], providers: [OrdersService] })
export class OrdersModule {}
