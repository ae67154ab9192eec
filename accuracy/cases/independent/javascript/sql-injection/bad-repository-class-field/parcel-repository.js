class ParcelRepository {
  constructor(pool) {
    this.pool = pool
  }

  async byDestination(city) {
    const condition = this.condition('destination', city)
    const [rows] = await this.pool.query('SELECT id, state FROM parcels WHERE ' + condition + ' LIMIT 50')
    return rows
  }

  condition(column, value) {
    return column + " = '" + value + "'"
  }
}

module.exports = { ParcelRepository }
