import { Controller, Get, Param } from '@nestjs/common'
import { CourierClient } from './courier.client'

@Controller('parcels')
export class ParcelsController {
  constructor(private readonly courier: CourierClient) {}

  @Get(':id')
  track(@Param('id') id: string) {
    return this.courier.track(id)
  }
}
