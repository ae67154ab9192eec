import { Body, Controller, Get, Param, ParseUUIDPipe, Put } from '@nestjs/common'
import { Public } from '../auth/public.decorator'
import { TariffDto } from './tariff.dto'
import { TariffsService } from './tariffs.service'

@Controller('tariffs')
export class TariffsController {
  constructor(private readonly tariffs: TariffsService) {}

  @Public()
  @Get()
  current() {
    return this.tariffs.current()
  }

  @Public()
  @Get(':id')
  one(@Param('id', ParseUUIDPipe) id: string) {
    return this.tariffs.one(id)
  }

  @Put(':id')
  replace(@Param('id', ParseUUIDPipe) id: string, @Body() body: TariffDto) {
    return this.tariffs.replace(id, body)
  }
}
