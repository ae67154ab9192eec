const cron = require('node-cron')
const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL })
const { remind } = require('../mail/reminders')

async function remindAll() {
  const members = await knex('members').where('ends_on', knex.raw("current_date + interval '14 days'")).limit(500)
  for (const member of members) {
    try {
      await remind(member)
    } catch (error) {
      console.error('reminder failed', member.id, error)
    }
  }
}

cron.schedule('0 7 * * *', remindAll)
