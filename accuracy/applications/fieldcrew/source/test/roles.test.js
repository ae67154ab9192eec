import assert from "node:assert/strict";
import { test } from "node:test";

process.env.NODE_ENV = "test";
process.env.DATABASE_URL = "postgres://crew:crew@localhost/crew_test";
process.env.ACCESS_TOKEN_KEY = "0f".repeat(32);
process.env.ALLOWED_ORIGINS = "http://localhost:5173";

const { hashPassword, outranks, passwordMatches, reaches, readAccessToken } = await import("../src/security.js");

test("a role does not outrank itself", () => {
  assert.equal(outranks("manager", "manager"), false);
  assert.equal(outranks("owner", "manager"), true);
  assert.equal(reaches("dispatcher", "dispatcher"), true);
});

test("passwords verify only against their own hash", async () => {
  const stored = await hashPassword("a-test-password");
  assert.equal(await passwordMatches("a-test-password", stored), true);
  assert.equal(await passwordMatches("another-password", stored), false);
  assert.equal(await passwordMatches("a-test-password", undefined), false);
});

test("unsigned tokens are refused", async () => {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  await assert.rejects(readAccessToken(`${part({ alg: "none" })}.${part({ sub: "x", fam: "y", exp: 9e9 })}.`));
});
