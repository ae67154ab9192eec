import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Member } from './member.entity'
import type { UpdateMemberDto } from './update-member.dto'

@Injectable()
export class MembersService {
  constructor(@InjectRepository(Member) private readonly members: Repository<Member>) {}

  async update(memberId: number, change: UpdateMemberDto): Promise<void> {
    const member = await this.members.findOneByOrFail({ id: memberId })
    Object.assign(member, change)
    await this.members.save(member)
  }
}
