const { Pool } = require('pg')

const pool = new Pool({ connectionString: process.env.DATABASE_URL })
const setState = (state) => ({ parcel }) => pool.query('UPDATE parcels SET state = $1 WHERE number = $2', [state, String(parcel)])

module.exports = new Map([
  ['parcel.sent', setState('sent')],
  ['parcel.delivered', setState('delivered')],
  ['parcel.returned', setState('returned')],
])
