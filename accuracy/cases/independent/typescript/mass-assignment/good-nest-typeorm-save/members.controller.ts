import { Body, Controller, Param, ParseIntPipe, Patch, UseGuards, ValidationPipe } from '@nestjs/common'
import { AuthGuard } from '@nestjs/passport'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Member } from './member.entity'
import { RenameDto } from './rename.dto'

@Controller('members')
@UseGuards(AuthGuard('jwt'))
export class MembersController {
  constructor(@InjectRepository(Member) private readonly members: Repository<Member>) {}

  @Patch(':id')
  async change(@Param('id', ParseIntPipe) id: number, @Body(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true })) body: RenameDto) {
    const member = await this.members.findOneByOrFail({ id })
    this.members.merge(member, body)
    return this.members.save(member)
  }
}
