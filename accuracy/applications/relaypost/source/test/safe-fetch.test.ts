import assert from "node:assert/strict";
import { test } from "node:test";
import { BlockedTargetError, isPublicAddress, parseTarget } from "../src/lib/safe-fetch.js";

for (const address of ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:192.168.0.1", "fd00::1", "0.0.0.0"]) {
  test(`${address} is not public`, () => assert.equal(isPublicAddress(address), false));
}

for (const url of ["http://example.com/", "https://user:pw@example.com/", "https://localhost/", "https://[::1]/", "https://2130706433/"]) {
  test(`${url} is refused`, () => assert.throws(() => parseTarget(url), BlockedTargetError));
}

test("an ordinary hook address is kept", () => {
  assert.equal(parseTarget("https://hooks.example.com/in?a=1#part").href, "https://hooks.example.com/in?a=1");
});
