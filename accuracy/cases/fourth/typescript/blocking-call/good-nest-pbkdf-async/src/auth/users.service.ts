import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

@Injectable()
export class UsersService {
  constructor(private readonly data: DataSource) {}

  async byEmail(email: string): Promise<{ id: number; salt: Buffer; hash: Buffer } | undefined> {
    const rows = await this.data.query('SELECT id, salt, hash FROM users WHERE email = $1', [email])
    return rows[0]
  }

  async openSession(userId: number): Promise<{ session: string }> {
    const session = randomUUID()
    await this.data.query('INSERT INTO sessions (id, user_id) VALUES ($1, $2)', [session, userId])
    return { session }
  }
}
