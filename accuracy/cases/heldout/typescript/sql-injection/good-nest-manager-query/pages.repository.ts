import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

@Injectable()
export class PagesRepository {
  constructor(private readonly source: DataSource) {}

  async revisions(slug: string): Promise<{ id: number; at: string }[]> {
    const statement = ['SELECT id, at FROM revisions', 'WHERE slug = $1', 'ORDER BY at DESC LIMIT 30'].join(' ')
    return this.source.query(statement, [slug])
  }
}
