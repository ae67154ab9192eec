const DEFAULT_SIZE = 25;

function pageSize(query) {
  const size = Number.parseInt(query.size, 10);
  return Number.isInteger(size) && size > 0 ? size : DEFAULT_SIZE;
}

module.exports = { pageSize };
