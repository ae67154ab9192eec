import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import argon2 from 'argon2'
import { UsersRepository } from './users.repository'

@Injectable()
export class SeedService implements OnApplicationBootstrap {
  constructor(private readonly users: UsersRepository) {}

  async onApplicationBootstrap(): Promise<void> {
    if (await this.users.hasRole('admin')) return
    const password = 'admin'
    await this.users.add({ login: 'admin', role: 'admin', passwordHash: await argon2.hash(password) })
  }
}
