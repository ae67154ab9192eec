import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

@Injectable()
export class UsersService {
  constructor(private readonly data: DataSource) {}

  async block(id: number): Promise<void> {
    await this.data.query('UPDATE users SET blocked_at = now() WHERE id = $1', [id])
  }
}
