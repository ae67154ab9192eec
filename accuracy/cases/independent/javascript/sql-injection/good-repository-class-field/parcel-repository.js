class ParcelRepository {
  constructor(pool) {
    this.pool = pool
  }

  async byDestination(city) {
    const condition = this.condition('destination')
    const [rows] = await this.pool.query('SELECT id, state FROM parcels WHERE ' + condition + ' LIMIT 50', [city])
    return rows
  }

  condition(column) {
    return column + ' = ?'
  }
}

module.exports = { ParcelRepository }
