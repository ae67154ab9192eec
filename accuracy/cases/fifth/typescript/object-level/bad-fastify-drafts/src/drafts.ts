import type { Knex } from 'knex'

export const draftService = (knex: Knex) => ({
  async latest(author: string) {
    return knex('drafts').where({ author }).orderBy('id', 'desc').limit(20).select('id', 'title')
  },

  async replace(id: number, text: string): Promise<boolean> {
    const changed = await knex('drafts').where({ id }).update({ text, changed_at: knex.fn.now() })
    return changed > 0
  },
})
