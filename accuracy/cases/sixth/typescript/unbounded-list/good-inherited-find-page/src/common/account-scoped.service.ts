import { FindOptionsOrder, FindOptionsWhere, ObjectLiteral, Repository } from 'typeorm';

const PAGE = 100;

export abstract class AccountScopedService<T extends ObjectLiteral & { id: string; accountId: string }> {
  constructor(protected readonly repo: Repository<T>) {}

  list(accountId: string, page: number): Promise<T[]> {
    const where = { accountId } as FindOptionsWhere<T>;
    const order = { id: 'ASC' } as FindOptionsOrder<T>;
    return this.repo.find({ where, order, skip: page * PAGE, take: PAGE });
  }
}
