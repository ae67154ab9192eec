const DEFAULT_SIZE = 25;
const MAX_SIZE = 100;

function pageSize(query) {
  const size = Number.parseInt(query.size, 10);
  return Number.isInteger(size) && size > 0 ? Math.min(size, MAX_SIZE) : DEFAULT_SIZE;
}

module.exports = { pageSize };
