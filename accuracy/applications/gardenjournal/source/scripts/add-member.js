"use strict";

const { randomBytes } = require("node:crypto");
const { parseArgs } = require("node:util");
const argon2 = require("argon2");
const config = require("../src/config");
const { mongoose, User } = require("../src/models");

async function main() {
  const { values } = parseArgs({
    options: { email: { type: "string" }, name: { type: "string" }, steward: { type: "boolean", default: false } },
  });
  if (!values.email || !values.name) throw new Error("usage: add-member --email ADDRESS --name NAME [--steward]");
  await mongoose.connect(config.MONGO_URL);
  const user = await User.create({
    email: values.email.trim().toLowerCase(),
    name: values.name,
    role: values.steward ? "steward" : "member",
    // Nobody knows this one: members choose theirs through "Forgotten?".
    passwordHash: await argon2.hash(randomBytes(32).toString("base64")),
  });
  console.log(`added ${user.email} as ${user.role}`);
}

main()
  .catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  })
  .finally(() => mongoose.disconnect());
