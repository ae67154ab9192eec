import { Injectable, NotFoundException } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Member } from './member.entity'

@Injectable()
export class MembersService {
  constructor(@InjectRepository(Member) private readonly members: Repository<Member>) {}

  async byName(name: string) {
    const member = await this.members.findOne({ where: { name }, select: ['name', 'biography'] })
    if (!member) throw new NotFoundException()
    return member
  }

  setBiography(id: number, biography: string) {
    return this.members.update({ id }, { biography })
  }
}
