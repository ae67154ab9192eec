import { FindOptionsOrder, FindOptionsWhere, ObjectLiteral, Repository } from 'typeorm';

export abstract class AccountScopedService<T extends ObjectLiteral & { id: string; accountId: string }> {
  constructor(protected readonly repo: Repository<T>) {}

  list(accountId: string, page: number): Promise<T[]> {
    const where = { accountId } as FindOptionsWhere<T>;
    const order = { id: 'ASC' } as FindOptionsOrder<T>;
    return this.repo.find({ where, order, skip: page * 100 });
  }
}
