export async function up(knex) {
  await knex.schema.createTable("tenants", (t) => {
    t.uuid("id").primary().defaultTo(knex.fn.uuid());
    t.string("name", 120).notNullable();
  });
  await knex.schema.createTable("users", (t) => {
    t.uuid("id").primary().defaultTo(knex.fn.uuid());
    t.uuid("tenant_id").notNullable().references("tenants.id").index();
    t.string("email", 254).notNullable().unique();
    t.string("name", 80).notNullable();
    t.enu("role", ["worker", "dispatcher", "manager", "owner"]).notNullable();
    t.string("password_hash", 255);
    t.string("invite_digest", 64).unique();
    t.timestamp("invite_expires_at");
    t.boolean("active").notNullable().defaultTo(true);
  });
  await knex.schema.createTable("refresh_tokens", (t) => {
    t.string("digest", 64).primary();
    t.uuid("family").notNullable().index();
    t.uuid("user_id").notNullable().references("users.id").onDelete("CASCADE").index();
    t.timestamp("expires_at").notNullable().index();
    t.timestamp("used_at");
    t.timestamp("revoked_at");
  });
  await knex.schema.createTable("jobs", (t) => {
    t.uuid("id").primary().defaultTo(knex.fn.uuid());
    t.uuid("tenant_id").notNullable().references("tenants.id");
    t.uuid("assignee_id").references("users.id").index();
    t.string("title", 140).notNullable();
    t.text("details").notNullable().defaultTo("");
    t.enu("status", ["open", "assigned", "done", "cancelled"]).notNullable().defaultTo("open");
    t.integer("priority").notNullable().defaultTo(3);
    t.integer("version").notNullable().defaultTo(1);
    t.timestamp("due_at").notNullable();
    t.timestamp("created_at").notNullable().defaultTo(knex.fn.now());
    t.index(["tenant_id", "due_at", "id"]);
    t.index(["tenant_id", "priority", "id"]);
    t.index(["tenant_id", "created_at", "id"]);
  });
  await knex.schema.createTable("idempotency_keys", (t) => {
    t.uuid("user_id").notNullable().references("users.id").onDelete("CASCADE");
    t.string("key", 64).notNullable();
    t.string("request_digest", 64).notNullable();
    t.jsonb("response");
    t.timestamp("created_at").notNullable().defaultTo(knex.fn.now()).index();
    t.primary(["user_id", "key"]);
  });
  await knex.schema.createTable("rate_counters", (t) => {
    t.string("key", 100).primary();
    t.integer("hits").notNullable();
    t.timestamp("resets_at").notNullable().index();
  });
}

export async function down(knex) {
  for (const table of ["rate_counters", "idempotency_keys", "jobs", "refresh_tokens", "users", "tenants"]) {
    await knex.schema.dropTable(table);
  }
}
