import { Controller, Get, ServiceUnavailableException } from '@nestjs/common'
import { SkipThrottle } from '@nestjs/throttler'
import { InjectDataSource } from '@nestjs/typeorm'
import { DataSource } from 'typeorm'
import { Open } from './common/access.js'
import { Tries } from './common/tries.js'

@SkipThrottle()
@Controller('health')
export class HealthController {
  constructor(@InjectDataSource() private readonly db: DataSource, private readonly tries: Tries) {}

  @Open() @Get('live')
  live() {
    return { ok: true }
  }

  @Open() @Get('ready')
  async ready() {
    try {
      await Promise.all([this.db.query('SELECT 1'), this.tries.ping()])
    } catch {
      throw new ServiceUnavailableException()
    }
    return { ok: true }
  }
}
