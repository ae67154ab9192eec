import { Controller, Get, Param, ParseIntPipe, UseGuards } from '@nestjs/common'
import { JwtAuthGuard } from './jwt-auth.guard'
import { KeepersService } from './keepers.service'

@Controller('keepers')
@UseGuards(JwtAuthGuard)
export class KeepersController {
  constructor(private readonly keepers: KeepersService) {}

  @Get(':id')
  async show(@Param('id', ParseIntPipe) id: number) {
    return this.keepers.byId(id)
  }
}
