import { randomBytes } from 'node:crypto'
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import argon2 from 'argon2'
import { UsersRepository } from './users.repository'
import { VaultService } from './vault.service'

@Injectable()
export class SeedService implements OnApplicationBootstrap {
  constructor(
    private readonly users: UsersRepository,
    private readonly vault: VaultService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (await this.users.hasRole('admin')) return
    const password = randomBytes(18).toString('base64url')
    await this.vault.put('initial-administrator', password)
    await this.users.add({ login: 'admin', role: 'admin', passwordHash: await argon2.hash(password) })
  }
}
