import { Refusal } from './guards.js';

const owns = (reader, row) => row.reader_id === reader.id;
const POLICIES = {
  review: { edit: owns, remove: (reader, row) => owns(reader, row) || reader.role === 'admin' },
  comment: { remove: (reader, row) => owns(reader, row) || reader.role === 'admin' },
  shelf: { view: (reader, row) => row.visibility === 'public' || (reader !== undefined && owns(reader, row)), edit: owns, remove: owns },
};

/** Returns the row, so that it cannot be used before it was judged. A missing row and a closed one look alike. */
export function authorize(reader, kind, action, row) {
  if (!row || !POLICIES[kind][action](reader, row)) throw new Refusal(404, 'Not found');
  return row;
}
