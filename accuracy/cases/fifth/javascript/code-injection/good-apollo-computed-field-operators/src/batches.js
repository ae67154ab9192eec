import pg from 'pg'

export class BatchStore {
  constructor(connectionString) {
    this.pool = new pg.Pool({ connectionString })
  }

  async ofSite(site, companyId) {
    const text = 'SELECT id, input, output, waste FROM batches WHERE site_id = $1 AND company_id = $2 ORDER BY id DESC LIMIT 200'
    const { rows } = await this.pool.query(text, [site, companyId])
    return rows
  }
}
