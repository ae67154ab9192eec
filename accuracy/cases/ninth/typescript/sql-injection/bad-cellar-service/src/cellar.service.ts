import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

@Injectable()
export class CellarService {
  constructor(private readonly dataSource: DataSource) {}

  byVintage(vintage: string | number): Promise<unknown[]> {
    const sql = ['SELECT id, label FROM bottles', `WHERE vintage = ${vintage}`, 'LIMIT 60'].join(' ')
    return this.dataSource.query(sql)
  }
}
