import { db } from "./db.js";

const JOB = ["id", "title", "details", "status", "priority", "assignee_id", "due_at", "created_at", "version"];
const USER = ["id", "name", "email", "role", "active"];

export const JOB_SORTS = { due: "due_at", priority: "priority", created: "created_at" };

/** Everything of one tenant. Queries start from `#of`, so none can leave the tenant. */
export class TenantStore {
  constructor(user, connection = db) {
    this.user = user;
    this.connection = connection;
  }

  within(trx) {
    return new TenantStore(this.user, trx);
  }

  #of(table) {
    return this.connection(table).where(`${table}.tenant_id`, this.user.tenant_id);
  }

  #jobs() {
    const query = this.#of("jobs");
    return this.user.role === "worker" ? query.where("assignee_id", this.user.id) : query;
  }

  listJobs({ sort, order, status, search, limit, offset }) {
    const query = this.#jobs().orderBy([{ column: JOB_SORTS[sort], order }, { column: "id" }]);
    if (status) query.where({ status });
    if (search) query.whereRaw("title ILIKE ? ESCAPE '\\'", [`%${search.replace(/[\\%_]/g, "\\$&")}%`]);
    return query.limit(limit + 1).offset(offset).select(JOB);
  }

  job(id) {
    return this.#jobs().where({ id }).first(JOB);
  }

  async addJob(fields) {
    const [row] = await this.connection("jobs").insert({ ...fields, tenant_id: this.user.tenant_id }, JOB);
    return row;
  }

  async changeJob(id, version, fields) {
    const [row] = await this.#jobs()
      .where({ id, version })
      .whereIn("status", ["open", "assigned"])
      .update({ ...fields, version: version + 1 }, JOB);
    return row;
  }

  members({ limit, offset }) {
    return this.#of("users").orderBy([{ column: "name" }, { column: "id" }]).limit(limit).offset(offset).select(USER);
  }

  member(id, { lock = false } = {}) {
    const query = this.#of("users").where({ id });
    return (lock ? query.forUpdate() : query).first(USER);
  }

  async invite(fields) {
    const row = { ...fields, tenant_id: this.user.tenant_id };
    const [created] = await this.connection("users").insert(row, USER).onConflict("email").ignore();
    return created;
  }

  changeMember(id, fields) {
    return this.#of("users").where({ id }).update(fields);
  }

  endSessions(userId) {
    return this.connection("refresh_tokens")
      .whereIn("user_id", this.#of("users").where({ id: userId }).select("id"))
      .whereNull("revoked_at")
      .update({ revoked_at: this.connection.fn.now() });
  }
}
