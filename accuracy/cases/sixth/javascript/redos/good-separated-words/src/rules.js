'use strict';

const rules = [
  {
    field: 'company',
    message: 'letters, digits and single spaces only',
    pattern: /^[\p{L}\d]+(?:\s[\p{L}\d]+)*$/u,
  },
  {
    field: 'country',
    message: 'two capital letters',
    pattern: /^[A-Z]{2}$/,
  },
];

function* violations(input) {
  for (const { field, pattern, message } of rules) {
    const value = String(input[field] ?? '');
    if (!pattern.test(value)) yield { field, message };
  }
}

module.exports = { violations };
