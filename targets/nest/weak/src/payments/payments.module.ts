import { Module } from '@nestjs/common';
import { GatewayClient } from './gateway.client';
import { PaymentsController } from './payments.controller';

@Module({ controllers: [PaymentsController], providers: [GatewayClient], exports: [GatewayClient] })
export class PaymentsModule {}
