import { FindOptionsOrder, FindOptionsWhere, ObjectLiteral, Repository } from 'typeorm'

export abstract class CrudService<Row extends ObjectLiteral> {
  protected constructor(protected readonly rows: Repository<Row>) {}

  list(where: FindOptionsWhere<Row>, order: FindOptionsOrder<Row>) {
    return this.rows.find({ where, order })
  }
}
