import { Controller, Get, Param } from '@nestjs/common'
import { CellarService } from './cellar.service'

@Controller('cellar')
export class CellarController {
  constructor(private readonly cellar: CellarService) {}

  @Get(':vintage')
  list(@Param('vintage') vintage: string) {
    return this.cellar.byVintage(vintage)
  }
}
