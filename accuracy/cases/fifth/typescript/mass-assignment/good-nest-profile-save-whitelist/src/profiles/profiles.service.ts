import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Profile } from './profiles.entity'
import { UpdateProfile } from './update-profile.dto'

@Injectable()
export class ProfilesService {
  constructor(@InjectRepository(Profile) private readonly profiles: Repository<Profile>) {}

  async update(accountId: string, changes: UpdateProfile) {
    const profile = await this.profiles.findOneByOrFail({ accountId })
    Object.assign(profile, changes)
    const { nickname, city } = await this.profiles.save(profile)
    return { nickname, city }
  }
}
