import { Body, Controller, Get, Param, ParseIntPipe, Put } from '@nestjs/common'
import { Public } from '../auth/session.guard'
import { ChangeTariffDto } from './change-tariff.dto'
import { TariffsService } from './tariffs.service'

@Controller('tariffs')
export class TariffsController {
  constructor(private readonly tariffs: TariffsService) {}

  @Public()
  @Get()
  list() {
    return this.tariffs.current(20)
  }

  @Put(':id')
  change(@Param('id', ParseIntPipe) id: number, @Body() body: ChangeTariffDto) {
    return this.tariffs.change(id, body.cents)
  }
}
