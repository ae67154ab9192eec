import { Injectable } from '@nestjs/common'
import type { ListReportsDto } from './dto/list-reports.dto'
import { ReportsRepository } from './reports.repository'

@Injectable()
export class ReportsService {
  constructor(private readonly repository: ReportsRepository) {}

  async list({ sort = 'created', take }: ListReportsDto) {
    const items = await this.repository.page({ orderBy: sort, limit: take })
    return { items, count: items.length }
  }
}
