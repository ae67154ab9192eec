const plain = (text) => String(text).replace(/[<>]/g, ' ')

exports.event = (name, detail) => console.info(`${new Date().toISOString()} ${name} ${plain(detail)}`)
