import { Body, Controller, Get, Param, Post, Redirect, Render, Session, UnauthorizedException } from '@nestjs/common'
import { MembersService } from './members.service'

@Controller('members')
export class MembersController {
  constructor(private readonly members: MembersService) {}

  @Get(':name')
  @Render('profile')
  async profile(@Param('name') name: string) {
    return { member: await this.members.byName(name) }
  }

  @Post('me/biography')
  @Redirect('/members/me')
  async changeBiography(@Session() session: { memberId?: number }, @Body('biography') biography: string) {
    if (!session.memberId) throw new UnauthorizedException()
    await this.members.setBiography(session.memberId, String(biography).slice(0, 2000))
  }
}
