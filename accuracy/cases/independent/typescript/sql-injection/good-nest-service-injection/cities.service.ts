import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

@Injectable()
export class CitiesService {
  constructor(private readonly dataSource: DataSource) {}

  async findByName(name: string): Promise<unknown[]> {
    return this.dataSource.query('SELECT id, name FROM city WHERE name LIKE $1 LIMIT 20', [`${name}%`])
  }
}
