import { Controller, Get, Param, UseGuards } from '@nestjs/common'
import { JwtAuthGuard } from '../auth/jwt-auth.guard'
import { membersOf } from './members'

@Controller('directory')
@UseGuards(JwtAuthGuard)
export class DirectoryController {
  @Get('departments/:name/members')
  members(@Param('name') name: string) {
    return membersOf(name)
  }
}
