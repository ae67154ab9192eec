import { FindOptionsOrder, FindOptionsWhere, ObjectLiteral, Repository } from 'typeorm'

export abstract class CrudService<Row extends ObjectLiteral> {
  protected constructor(protected readonly rows: Repository<Row>) {}

  list(where: FindOptionsWhere<Row>, order: FindOptionsOrder<Row>, page = 0) {
    return this.rows.find({ where, order, take: 100, skip: Math.max(0, page) * 100 })
  }
}
