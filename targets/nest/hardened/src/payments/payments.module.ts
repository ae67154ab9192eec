import { Module } from '@nestjs/common';
import { GatewayClient } from './gateway.client';
import { PaymentsController } from './payments.controller';
import { PaymentsService } from './payments.service';

@Module({ controllers: [PaymentsController], providers: [GatewayClient, PaymentsService], exports: [GatewayClient] })
export class PaymentsModule {}
