exports.provider = (name) => require(name)
