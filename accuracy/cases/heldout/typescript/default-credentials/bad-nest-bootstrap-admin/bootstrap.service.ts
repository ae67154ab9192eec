import { randomBytes } from 'node:crypto'
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { hash } from 'bcrypt'
import { UsersService } from './users.service'

@Injectable()
export class BootstrapService implements OnApplicationBootstrap {
  constructor(private readonly users: UsersService) {}

  async onApplicationBootstrap(): Promise<void> {
    if (await this.users.hasAdmin()) return
    const fallback = randomBytes(18).toString('base64url')
    const password = process.env.ADMIN_PASSWORD ?? 'admin123'
    await this.users.add({ login: 'admin', role: 'admin', passwordHash: await hash(password, 12), mustChange: fallback.length > 0 })
  }
}
