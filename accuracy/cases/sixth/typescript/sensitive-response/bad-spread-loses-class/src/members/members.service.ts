import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Member } from './member.entity';

@Injectable()
export class MembersService {
  constructor(@InjectRepository(Member) private readonly members: Repository<Member>) {}

  async self(id: string): Promise<Member> {
    const member = await this.members.findOneBy({ id });
    if (!member) throw new NotFoundException();
    return member;
  }
}
