'use strict';

const toInt = (value, fallback) => {
  const n = typeof value === 'string' ? Number.parseInt(value, 10) : NaN;
  return Number.isFinite(n) && n > 0 ? n : fallback;
};

function paging(query, size = 25) {
  const limit = Math.min(toInt(query.limit, size), 100);
  const page = Math.min(toInt(query.page, 1), 10000);
  return { limit, offset: (page - 1) * limit, page };
}

const envelope = ({ rows, count }, { limit, page }) => ({ data: rows, page, limit, total: count });

module.exports = { paging, envelope };
