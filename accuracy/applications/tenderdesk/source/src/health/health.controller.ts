import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import { SkipThrottle } from '@nestjs/throttler';
import { sql } from 'drizzle-orm';
import { Public } from '../access/policy.js';
import { Database } from '../db/database.js';

@Public()
@SkipThrottle()
@Controller('health')
export class HealthController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get('live')
  live() {
    return { ok: true };
  }

  @Get('ready')
  async ready() {
    await this.database.db.execute(sql`SELECT 1`).catch(() => {
      throw new ServiceUnavailableException();
    });
    return { ok: true };
  }
}
