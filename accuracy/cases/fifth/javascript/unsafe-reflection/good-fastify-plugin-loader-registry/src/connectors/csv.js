module.exports = (rows) => rows.map((row) => Object.values(row).join(';')).join('\n')
