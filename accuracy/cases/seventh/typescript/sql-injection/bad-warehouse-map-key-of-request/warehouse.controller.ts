import { Controller, Get, Query } from '@nestjs/common'
import { WarehouseService } from './warehouse.service'

@Controller('warehouses')
export class WarehouseController {
  constructor(private readonly warehouses: WarehouseService) {}

  @Get()
  list(@Query('zone') zone = 'main'): Promise<unknown[]> {
    return this.warehouses.list(zone)
  }
}
