import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import type { UpdateProfileDto } from './dto/update-profile.dto'
import { User } from './user.entity'

@Injectable()
export class UsersService {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}

  async updateProfile(id: string, changes: UpdateProfileDto) {
    const user = await this.users.findOneByOrFail({ id })
    const saved = await this.users.save(this.users.merge(user, changes))
    return { id: saved.id, displayName: saved.displayName, website: saved.website }
  }
}
