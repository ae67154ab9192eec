import pg from 'pg'

export class BookmarkStore {
  constructor(connectionString) {
    this.pool = new pg.Pool({ connectionString })
  }

  async setTags(userId, id, tags) {
    const text = 'UPDATE bookmarks SET tags = $3 WHERE user_id = $1 AND id = $2'
    const { rowCount } = await this.pool.query(text, [userId, id, tags])
    return rowCount > 0
  }
}
