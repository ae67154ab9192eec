'use strict';

// Documents of the school, queried with the operators and the interface of the MongoDB driver.
const crypto = require('crypto');
const mingo = require('mingo');
const sql = require('./sql');

class Cursor {
  constructor(cursor) {
    this.cursor = cursor;
  }
  sort(order) {
    this.cursor.sort(order);
    return this;
  }
  skip(count) {
    this.cursor.skip(count);
    return this;
  }
  limit(count) {
    this.cursor.limit(count);
    return this;
  }
  async toArray() {
    return this.cursor.all().map((row) => structuredClone(row));
  }
}

class Collection {
  constructor(name, options) {
    this.name = name;
    this.unique = options && options.unique;
    this.rows = sql
      .prepare('SELECT body FROM documents WHERE collection = ?')
      .all(name)
      .map((row) => JSON.parse(row.body));
  }

  find(filter, options) {
    return new Cursor(mingo.find(this.rows, filter || {}, options && options.projection));
  }

  /** Answers a promise, or calls back when the last argument is a function. */
  findOne(filter, callback) {
    const answer = this.find(filter).limit(1).toArray().then((rows) => rows[0] || null);
    if (typeof callback !== 'function') return answer;
    answer.then((row) => callback(null, row), callback);
  }

  async insertOne(document) {
    const row = { _id: crypto.randomBytes(12).toString('hex'), ...document };
    if (this.unique && this.rows.some((other) => other[this.unique] === row[this.unique])) throw Object.assign(new Error('duplicate key'), { code: 11000 });
    this.rows.push(row);
    this.keep(row);
    return { insertedId: row._id };
  }

  async updateOne(filter, change) {
    const result = mingo.updateOne(this.rows, filter, change);
    if (result.matchedCount > 0) this.keep(this.rows[result.modifiedIndex] || this.rows.find((row) => row._id === filter._id));
    return result;
  }

  async deleteOne(filter) {
    const row = mingo.find(this.rows, filter).limit(1).all()[0];
    if (row === undefined) return { deletedCount: 0 };
    this.rows.splice(this.rows.indexOf(row), 1);
    sql.prepare('DELETE FROM documents WHERE collection = ? AND id = ?').run(this.name, row._id);
    return { deletedCount: 1 };
  }

  async countDocuments(filter) {
    return mingo.find(this.rows, filter || {}).all().length;
  }

  keep(row) {
    if (row === undefined) return;
    sql.prepare('INSERT OR REPLACE INTO documents (collection, id, body) VALUES (?, ?, ?)').run(this.name, row._id, JSON.stringify(row));
  }
}

const collections = new Map();

exports.collection = function (name, options) {
  if (!collections.has(name)) collections.set(name, new Collection(name, options));
  return collections.get(name);
};
