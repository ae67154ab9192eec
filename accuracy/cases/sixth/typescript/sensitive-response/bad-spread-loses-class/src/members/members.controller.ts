import { ClassSerializerInterceptor, Controller, Get, Req, UseGuards, UseInterceptors } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/jwt-auth.guard';
import { Member } from './member.entity';
import { MembersService } from './members.service';

@Controller('members')
@UseGuards(JwtAuthGuard)
@UseInterceptors(ClassSerializerInterceptor)
export class MembersController {
  constructor(private readonly members: MembersService) {}

  @Get('me')
  async me(@Req() req: any): Promise<Member> {
    const member = await this.members.self(req.user.id);
    const greeting = `Hello ${member.email}`;
    return { ...member, greeting };
  }
}
