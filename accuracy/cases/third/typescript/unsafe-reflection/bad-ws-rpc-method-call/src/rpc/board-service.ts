import type { Pool } from 'pg'

export class BoardService {
  constructor(private readonly pool: Pool) {}

  async addCard(boardId: string, title: string) {
    await this.pool.query('INSERT INTO cards (board_id, title) VALUES ($1, $2)', [boardId, title])
  }

  async moveCard(boardId: string, cardId: string, column: string) {
    await this.pool.query('UPDATE cards SET board_column = $3 WHERE board_id = $1 AND id = $2', [boardId, cardId, column])
  }

  async archiveAll(boardId: string) {
    await this.pool.query('UPDATE cards SET archived = true WHERE board_id = $1', [boardId])
  }
}
