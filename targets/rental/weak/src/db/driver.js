'use strict';

// Sequelize on the SQLite that Node brings: what its dialect asks of the sqlite3 package.

const { DatabaseSync } = require('node:sqlite');

const CODES = { 1: 'SQLITE_ERROR', 5: 'SQLITE_BUSY', 6: 'SQLITE_LOCKED', 19: 'SQLITE_CONSTRAINT' };

function told(error) {
  const code = CODES[(error.errcode || 1) & 0xff] || 'SQLITE_ERROR';
  return Object.assign(new Error(`${code}: ${error.message}`), { code, errno: error.errcode });
}

const plain = (value) => (typeof value === 'boolean' ? Number(value) : value === undefined ? null : value);

function bound(parameters) {
  if (Array.isArray(parameters)) return parameters.map(plain);
  if (!parameters || typeof parameters !== 'object') return [];
  return [Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, plain(value)]))];
}

class Database {
  constructor(file, mode, done) {
    setImmediate(() => {
      try {
        this.base = new DatabaseSync(file);
        done.call(this, null);
      } catch (error) {
        done.call(this, told(error));
      }
    });
  }

  serialize(work) {
    work();
  }

  run(sql, parameters, done = () => {}) {
    const after = typeof parameters === 'function' ? parameters : done;
    this.later(after, () => {
      const { changes, lastInsertRowid } = this.base.prepare(sql).run(...bound(parameters));
      return { context: { changes: Number(changes), lastID: Number(lastInsertRowid) } };
    });
    return this;
  }

  all(sql, parameters, done = () => {}) {
    const after = typeof parameters === 'function' ? parameters : done;
    this.later(after, () => ({ context: {}, rows: this.base.prepare(sql).all(...bound(parameters)).map((row) => ({ ...row })) }));
    return this;
  }

  later(done, work) {
    setImmediate(() => {
      let result;
      try {
        result = work();
      } catch (error) {
        return done.call({}, told(error));
      }
      done.call(result.context, null, result.rows);
    });
  }

  close(done = () => {}) {
    this.base.close();
    done(null);
  }
}

const sqlite3 = { Database, OPEN_READWRITE: 2, OPEN_CREATE: 4, OPEN_FULLMUTEX: 65536 };
sqlite3.verbose = () => sqlite3;

module.exports = sqlite3;
