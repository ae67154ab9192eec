import { Controller, Get, Param, ParseIntPipe, Post, Req } from '@nestjs/common'
import { ContractsService } from './contracts.service'

@Controller('contracts')
export class ContractsController {
  constructor(private readonly contracts: ContractsService) {}

  @Get()
  mine(@Req() request: { user: { sub: string } }) {
    return this.contracts.mine(request.user.sub)
  }

  @Post(':id/cancellation')
  cancel(@Param('id', ParseIntPipe) id: number) {
    return this.contracts.cancel(id)
  }
}
