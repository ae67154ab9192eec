import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

interface PageOptions {
  orderBy: string
  limit: number
}

const COLUMNS: Record<string, string> = {
  created: 'r.created_at',
  title: 'r.title',
  owner: 'u.display_name',
}

@Injectable()
export class ReportsRepository {
  constructor(private readonly dataSource: DataSource) {}

  page({ orderBy, limit }: PageOptions) {
    const column = Object.hasOwn(COLUMNS, orderBy) ? COLUMNS[orderBy] : COLUMNS.created
    return this.dataSource.query(
      `SELECT r.id, r.title, u.display_name FROM reports r JOIN users u ON u.id = r.owner_id ORDER BY ${column} DESC LIMIT $1`,
      [limit],
    )
  }
}
