/** Builds `SELECT … WHERE …` out of fixed fragments; values only ever travel as parameters. */
export class Select {
  #from;
  #conditions = [];
  #values = [];
  #order = '';

  constructor(from) {
    this.#from = from;
  }

  where(fragment, ...values) {
    this.#conditions.push(fragment);
    this.#values.push(...values);
    return this;
  }

  whereIf(present, fragment, ...values) {
    return present === undefined || present === '' ? this : this.where(fragment, ...values);
  }

  orderBy(allowed, name, descending) {
    if (!Object.hasOwn(allowed, name)) throw new RangeError('unknown order');
    this.#order = ` ORDER BY ${allowed[name]} ${descending ? 'DESC' : 'ASC'}, id`;
    return this;
  }

  page(limit, offset) {
    const where = this.#conditions.length ? ` WHERE ${this.#conditions.join(' AND ')}` : '';
    return [`${this.#from}${where}${this.#order} LIMIT ? OFFSET ?`, [...this.#values, limit, offset]];
  }
}
