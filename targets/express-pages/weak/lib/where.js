'use strict';

/** The condition that a column has a value. */
exports.where = function (column, value) {
  if (!value) return '';
  return "WHERE " + column + " = '" + value + "'";
};
