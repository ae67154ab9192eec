exports.up = async (knex) => {
  await knex.schema.createTable('practices', (t) => {
    t.increments('id')
    t.string('name').notNullable()
    t.string('plan').notNullable().defaultTo('basic')
  })
  await knex.schema.createTable('staff', (t) => {
    t.increments('id')
    t.integer('practice_id').notNullable().references('practices.id').index()
    t.string('email').notNullable().unique()
    t.string('name').notNullable()
    t.string('password_hash').notNullable()
    t.string('role').notNullable().defaultTo('nurse')
    t.string('bank_account')
    t.boolean('active').notNullable().defaultTo(true)
  })
  await knex.schema.createTable('patients', (t) => {
    t.increments('id')
    t.integer('practice_id').notNullable().references('practices.id').index()
    t.string('name').notNullable()
    t.string('species')
    t.string('chip')
    t.string('keeper_email')
    t.float('weight')
  })
  await knex.schema.createTable('visits', (t) => {
    t.increments('id')
    t.integer('practice_id').notNullable().references('practices.id').index()
    t.integer('patient_id').notNullable().references('patients.id').index()
    t.timestamp('starts_at').notNullable()
    t.text('notes')
    t.string('booking_ref').unique()
    t.boolean('reminded').notNullable().defaultTo(false)
  })
  await knex.schema.createTable('drugs', (t) => {
    t.increments('id')
    t.integer('practice_id').notNullable().references('practices.id').index()
    t.string('name').notNullable()
    t.integer('stock').notNullable().defaultTo(0)
    t.string('dose_formula')
  })
}

exports.down = async (knex) => {
  for (const table of ['drugs', 'visits', 'patients', 'staff', 'practices']) await knex.schema.dropTable(table)
}
