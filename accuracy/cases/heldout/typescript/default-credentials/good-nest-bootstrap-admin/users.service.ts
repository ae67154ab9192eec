import { Injectable } from '@nestjs/common'

export interface NewUser {
  login: string
  role: string
  passwordHash: string
  mustChange: boolean
}

@Injectable()
export class UsersService {
  private readonly users: NewUser[] = []

  async hasAdmin(): Promise<boolean> {
    return this.users.some(({ role }) => role === 'admin')
  }

  async add(user: NewUser): Promise<void> {
    this.users.push(user)
  }
}
