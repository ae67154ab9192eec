const ROLES = ['driver', 'dispatcher', 'admin'];

export async function up(knex) {
  await knex.schema.createTable('accounts', (t) => {
    t.uuid('id').primary().defaultTo(knex.fn.uuid());
    t.uuid('company_id').notNullable().index();
    t.string('email', 254).notNullable().unique();
    t.string('password_hash', 200).notNullable();
    t.enu('role', ROLES).notNullable();
    t.boolean('active').notNullable().defaultTo(true);
  });
  await knex.schema.createTable('refresh_tokens', (t) => {
    t.string('digest', 64).primary();
    t.uuid('family').notNullable().index();
    t.uuid('account_id').notNullable().references('accounts.id').onDelete('CASCADE').index();
    t.timestamp('expires_at').notNullable();
    t.timestamp('used_at');
  });
  await knex.schema.createTable('vehicles', (t) => {
    t.uuid('id').primary().defaultTo(knex.fn.uuid());
    t.uuid('company_id').notNullable();
    t.uuid('driver_id').references('accounts.id').onDelete('SET NULL').index();
    t.string('plate', 12).notNullable();
    t.integer('mileage').notNullable();
    t.timestamp('created_at').notNullable().defaultTo(knex.fn.now());
    t.unique(['company_id', 'plate']);
    t.index(['company_id', 'created_at']);
    t.index(['company_id', 'mileage']);
  });
  await knex.schema.createTable('photos', (t) => {
    t.uuid('id').primary().defaultTo(knex.fn.uuid());
    t.uuid('company_id').notNullable().index();
    t.uuid('vehicle_id').notNullable().references('vehicles.id').onDelete('CASCADE').index();
    t.string('file', 60).notNullable();
  });
}

export async function down(knex) {
  for (const table of ['photos', 'vehicles', 'refresh_tokens', 'accounts']) await knex.schema.dropTable(table);
}
