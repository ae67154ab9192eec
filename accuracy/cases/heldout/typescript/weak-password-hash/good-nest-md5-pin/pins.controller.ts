import { Body, Controller, Param, ParseIntPipe, Put } from '@nestjs/common'
import { PinsService } from './pins.service'

@Controller('cards')
export class PinsController {
  constructor(private readonly pins: PinsService) {}

  @Put(':id/password')
  async change(@Param('id', ParseIntPipe) id: number, @Body('password') password: string) {
    return { receipt: await this.pins.store(id, password) }
  }
}
