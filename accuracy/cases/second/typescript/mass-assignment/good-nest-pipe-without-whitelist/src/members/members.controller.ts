import { Body, Controller, Patch, Req, UseGuards } from '@nestjs/common'
import { SessionGuard } from '../auth/session.guard'
import { MembersService } from './members.service'
import { UpdateMemberDto } from './update-member.dto'

@Controller('me')
@UseGuards(SessionGuard)
export class MembersController {
  constructor(private readonly members: MembersService) {}

  @Patch()
  update(@Req() request: { user: { id: number } }, @Body() body: UpdateMemberDto) {
    return this.members.update(request.user.id, body)
  }
}
