import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { User } from './user.entity'

@Injectable()
export class UsersService {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}

  firstHundred() {
    return this.users.find({ select: { id: true, email: true }, take: 100 })
  }

  remove(id: number) {
    return this.users.delete({ id })
  }
}
