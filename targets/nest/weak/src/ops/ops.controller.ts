import { Controller, Get, Header } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { DatabaseService } from '../database/database.service';
import { document } from './openapi';

@Controller()
export class OpsController {
  constructor(
    private readonly db: DatabaseService,
    private readonly config: ConfigService,
  ) {}

  @Get('health')
  health() {
    return { status: 'ok' };
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain')
  metrics() {
    const { n } = this.db.one('SELECT COUNT(*) AS n FROM orders');
    return `# HELP stagefront_orders Orders\n# TYPE stagefront_orders gauge\nstagefront_orders ${n}\nprocess_resident_memory_bytes ${process.memoryUsage().rss}\n`;
  }

  @Get('debug/config')
  debug() {
    return { jwt: this.config.get('jwt'), gateway: this.config.get('gateway'), database: this.config.get('databasePath'), versions: process.versions };
  }

  @Get('docs.json')
  docs() {
    return document;
  }
}
