import { Controller, Get, Inject, Query } from '@nestjs/common'
import { Pool } from 'pg'

class Wish {
  private readonly carrier: string
  private readonly usual = 'parcel'

  constructor(carrier: string) {
    this.carrier = carrier
  }

  value(): string {
    return this.usual
  }

  differs(): boolean {
    return this.carrier !== this.usual
  }
}

@Controller('shipments')
export class ShipmentsController {
  constructor(@Inject(Pool) private readonly pool: Pool) {}

  @Get()
  async list(@Query('carrier') carrier = 'parcel') {
    const wish = new Wish(carrier)
    const sql = `SELECT id, state FROM shipments WHERE carrier = '${wish.value()}' LIMIT 50`
    const { rows } = await this.pool.query<{ id: number; state: string }>(sql)
    return { rows, differs: wish.differs() }
  }
}
