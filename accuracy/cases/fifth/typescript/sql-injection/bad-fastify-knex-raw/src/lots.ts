import type { Knex } from 'knex'

export interface LotSearch {
  words: string
  auction?: number
}

export class LotRepository {
  constructor(private readonly knex: Knex) {}

  search({ words, auction }: LotSearch) {
    const query = this.knex('lots').select('id', 'title', 'estimate').limit(60)
    if (auction !== undefined) query.where({ auction_id: auction })
    return query.whereRaw(`to_tsvector('english', title) @@ plainto_tsquery('english', '${words}')`)
  }
}
