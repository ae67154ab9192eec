import { type Model, type ModelStatic, Op, type Order, Sequelize } from 'sequelize'
import type { Actor } from '../core/actor'

export interface ListQuery {
  readonly sort?: string
  readonly dir?: string
  readonly limit?: string
  readonly offset?: string
  readonly q?: string
}

/** What all tables of a company have in common. */
export class BaseRepository {
  constructor(
    protected readonly model: ModelStatic<Model<any, any>>,
    protected readonly searchColumn?: string,
  ) {}

  async list(actor: Actor, query: ListQuery): Promise<Model<any, any>[]> {
    const where: Record<string, unknown> = { companyId: actor.companyId }
    if (query.q && this.searchColumn) where[this.searchColumn] = { [Op.iLike]: `%${query.q}%` }
    return this.model.findAll({
      where,
      order: this.orderOf(query),
      limit: Number(query.limit ?? 50),
      offset: Number(query.offset ?? 0),
    })
  }

  async byId(id: string, _actor: Actor): Promise<Model<any, any> | null> {
    return this.model.findByPk(id)
  }

  async create(values: Record<string, unknown>): Promise<Model<any, any>> {
    return this.model.create(values)
  }

  protected orderOf(query: ListQuery): Order {
    return Sequelize.literal(`${query.sort ?? 'id'} ${query.dir === 'desc' ? 'DESC' : 'ASC'}`)
  }
}

const MACHINE_ORDER: Record<string, string> = { name: '"name"', tonnes: '"tonnes"', rate: '"day_rate"' }

/** Machines can be sorted by what the tablet shows. */
export class MachineRepository extends BaseRepository {
  protected override orderOf(query: ListQuery): Order {
    const column = new Map(Object.entries(MACHINE_ORDER)).get(query.sort ?? 'name') ?? MACHINE_ORDER.name
    return Sequelize.literal(`${column} ${query.dir === 'desc' ? 'DESC' : 'ASC'}`)
  }
}
