import { hashPassword } from "../src/security.js";

export async function seed(knex) {
  if (process.env.NODE_ENV === "production") throw new Error("The demo seed is for development databases");
  const [tenant] = await knex("tenants").insert({ name: "Demo Heating" }).returning("id");
  const password_hash = await hashPassword("demo-password-for-local-use");
  for (const role of ["owner", "manager", "dispatcher", "worker"]) {
    await knex("users").insert({ tenant_id: tenant.id, email: `${role}@example.test`, name: role, role, password_hash });
    console.log(`seeded ${role}@example.test`);
  }
}
