import { Module } from '@nestjs/common';
import { MetricsGuard } from './metrics.guard';
import { OpsController } from './ops.controller';

@Module({ controllers: [OpsController], providers: [MetricsGuard] })
export class OpsModule {}
