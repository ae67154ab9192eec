import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common'
import { ManualsService } from './manuals.service'

@Controller('manuals')
export class ManualsController {
  constructor(private readonly manuals: ManualsService) {}

  @Get('machines/:machine')
  ofMachine(@Param('machine') machine: string) {
    return this.manuals.ofMachine(machine)
  }

  @Get('file')
  @Header('Content-Type', 'application/pdf')
  file(@Query('name') name: string) {
    return new StreamableFile(this.manuals.open(name))
  }
}
