import { ConflictException, Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/sequelize'
import { UniqueConstraintError } from 'sequelize'
import { RegisterDto } from './register.dto'
import { User } from './user.model'

@Injectable()
export class UsersService {
  constructor(@InjectModel(User) private readonly users: typeof User) {}

  async register({ email, password }: RegisterDto) {
    try {
      const user = await this.users.create({ email, password })
      return { id: user.id, email: user.email }
    } catch (error) {
      if (error instanceof UniqueConstraintError) throw new ConflictException()
      throw error
    }
  }
}
