import { Controller, Get, Query } from '@nestjs/common'
import { PermitsService } from './permits.service'
import { SearchPermits } from './search.dto'

@Controller('permits')
export class PermitsController {
  constructor(private readonly permits: PermitsService) {}

  @Get()
  search(@Query() query: SearchPermits) {
    return this.permits.search(query)
  }
}
