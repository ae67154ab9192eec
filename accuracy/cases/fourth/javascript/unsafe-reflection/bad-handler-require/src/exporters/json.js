module.exports = { write: (rows) => JSON.stringify(rows) }
