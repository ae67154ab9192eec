import { hash } from "@node-rs/argon2";
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { db, sqlClient } from "../src/db/client.js";
import { members, workspaces } from "../src/db/schema.js";

const { values } = parseArgs({ options: { name: { type: "string" }, email: { type: "string" } } });
if (!values.name || !values.email) {
  console.error("usage: create-workspace --name NAME --email ADDRESS");
  process.exit(2);
}

const password = randomBytes(18).toString("base64url");
const email = values.email.trim().toLowerCase();
const passwordHash = await hash(password);

await db.transaction(async (tx) => {
  const [workspace] = await tx.insert(workspaces).values({ name: values.name! }).returning();
  await tx.insert(members).values({ workspaceId: workspace!.id, email, passwordHash, role: "admin" });
});
process.stdout.write(`${email}\nfirst password, to be changed: ${password}\n`);
await sqlClient.end();
