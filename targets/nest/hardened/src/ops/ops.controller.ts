import { Controller, Get, Header, HttpCode, Logger, ServiceUnavailableException, UseGuards } from '@nestjs/common';
import { Counters } from '../common/counters';
import { Public } from '../common/decorators';
import { Lifecycle } from '../common/lifecycle';
import { DatabaseService } from '../database/database.service';
import { MetricsGuard } from './metrics.guard';

@Public()
@Controller()
export class OpsController {
  private readonly logger = new Logger(OpsController.name);

  constructor(
    private readonly database: DatabaseService,
    private readonly lifecycle: Lifecycle,
    private readonly counters: Counters,
  ) {}

  @Get('health/live')
  live() {
    return { status: 'ok' };
  }

  @Get('health')
  @HttpCode(200)
  ready() {
    if (this.lifecycle.draining) throw new ServiceUnavailableException('Leaving');
    try {
      this.database.one('SELECT 1 AS one');
    } catch (error) {
      this.logger.error({ event: 'health.database', message: String(error) });
      throw new ServiceUnavailableException('The database does not answer');
    }
    return { status: 'ok', checks: { database: 'ok' } };
  }

  @Get('metrics')
  @UseGuards(MetricsGuard)
  @Header('Content-Type', 'text/plain; version=0.0.4')
  metrics() {
    return this.counters.text();
  }
}
