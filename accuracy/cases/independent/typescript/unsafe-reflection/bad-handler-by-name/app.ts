import { Controller, NotFoundException, Param, Post } from '@nestjs/common'
import { MaintenanceService } from './maintenance.service'

@Controller('maintenance')
export class MaintenanceController {
  constructor(private readonly maintenance: MaintenanceService) {}

  @Post(':task')
  run(@Param('task') task: string): unknown {
    const method = (this.maintenance as any)[task]
    if (!method) throw new NotFoundException()
    return method.call(this.maintenance)
  }
}
