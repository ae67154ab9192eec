exports.render = (rows) => rows.join(',')
