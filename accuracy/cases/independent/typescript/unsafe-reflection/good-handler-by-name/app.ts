import { Controller, NotFoundException, Param, Post } from '@nestjs/common'
import { MaintenanceService } from './maintenance.service'

@Controller('maintenance')
export class MaintenanceController {
  constructor(private readonly maintenance: MaintenanceService) {}

  @Post(':task')
  run(@Param('task') task: string): unknown {
    const tasks: Record<string, () => unknown> = { vacuum: () => this.maintenance.vacuum(), reindex: () => this.maintenance.reindex() }
    if (!Object.hasOwn(tasks, task)) throw new NotFoundException()
    return tasks[task]?.()
  }
}
