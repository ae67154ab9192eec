import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import type { EditProfileDto } from './edit-profile.dto'
import { User } from './user.entity'

@Injectable()
export class ProfileService {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}

  async edit(id: number, changes: EditProfileDto): Promise<{ name: string }> {
    const user = await this.users.findOneByOrFail({ id })
    this.users.merge(user, changes)
    const saved = await this.users.save(user)
    return { name: saved.name }
  }
}
