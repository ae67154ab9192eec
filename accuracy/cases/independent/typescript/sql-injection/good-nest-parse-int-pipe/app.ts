import { Controller, Get, Param, ParseIntPipe } from '@nestjs/common'
import { EntityManager } from 'typeorm'

@Controller('machines')
export class MachinesController {
  constructor(private readonly manager: EntityManager) {}

  @Get(':id/faults')
  async faults(@Param('id', ParseIntPipe) id: number) {
    return this.manager.query('SELECT code, at FROM faults WHERE machine = ' + id + ' LIMIT 100')
  }
}
