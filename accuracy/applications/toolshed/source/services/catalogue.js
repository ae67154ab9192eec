const { query } = require('../db');

const FIELDS = 'id, name, day_rate';

async function search(term, sort) {
  const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
  const column = sort.replace(/^-/, '');
  const sql = `SELECT ${FIELDS} FROM tools WHERE name ILIKE $1 ORDER BY ${column} ${direction} LIMIT 60`;
  const { rows } = await query(sql, [`%${term}%`]);
  return rows;
}

async function startingWith(prefix) {
  const { rows } = await query(`SELECT ${FIELDS} FROM tools WHERE name ILIKE $1 ORDER BY name LIMIT 10`, [`${prefix}%`]);
  return rows;
}

async function byIds(list) {
  const { rows } = await query(`SELECT ${FIELDS} FROM tools WHERE id IN (${list}) LIMIT 10`);
  return rows;
}

module.exports = { search, startingWith, byIds };
