module.exports = (rows) => JSON.stringify({ rows: rows.map((row) => Object.values(row)) })
