import { Controller, Get, Param, ParseIntPipe } from '@nestjs/common'
import { CellarService } from './cellar.service'

@Controller('cellar')
export class CellarController {
  constructor(private readonly cellar: CellarService) {}

  @Get(':vintage')
  list(@Param('vintage', ParseIntPipe) vintage: number) {
    return this.cellar.byVintage(vintage)
  }
}
