const COLUMN = /^[a-z][a-z_]*/;
const DIRECTIONS = { up: 'asc', down: 'desc' };

class Listing {
  constructor(query) {
    const page = Number.parseInt(query.page, 10);
    this.page = page > 0 ? page : 1;
    this.size = 50;
    this.sort = this.parseSort(query.sort);
    this.direction = query.dir === 'up' ? DIRECTIONS.up : DIRECTIONS.down;
  }

  parseSort(value) {
    const text = String(value || 'created_at').toLowerCase();
    if (!COLUMN.test(text)) {
      throw Object.assign(new Error('unknown sort column'), { status: 400 });
    }
    return text;
  }

  // knex has no typed way to say "nulls last"
  applyTo(builder) {
    return builder
      .orderByRaw(`${this.sort} ${this.direction} nulls last`)
      .limit(this.size)
      .offset((this.page - 1) * this.size);
  }
}

module.exports = { Listing };
