'use strict';

const tails = new Map();

/** One after the other for the same name; the process is the only writer of its database. */
async function withLock(name, work) {
  const before = tails.get(name) || Promise.resolve();
  const mine = before.then(work, work);
  const tail = mine.catch(() => {});
  tails.set(name, tail);
  try {
    return await mine;
  } finally {
    if (tails.get(name) === tail) tails.delete(name);
  }
}

module.exports = { withLock };
