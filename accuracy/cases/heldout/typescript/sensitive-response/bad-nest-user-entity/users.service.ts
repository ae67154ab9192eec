import { Injectable } from '@nestjs/common'

interface User {
  id: number
  name: string
  passwordHash: string
}

@Injectable()
export class UsersService {
  private readonly users = new Map<number, User>()

  async find(id: number): Promise<User | null> {
    return this.users.get(id) ?? null
  }
}
