import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

@Injectable()
export class OutboxService {
  constructor(private readonly source: DataSource) {}

  async keep(name: string, event: object): Promise<void> {
    await this.source.query('INSERT INTO outbox (name, event) VALUES ($1, $2)', [name, JSON.stringify(event)])
  }
}
