const answers = new Map()

export const memo = (load) => async (key) => {
  if (!answers.has(key)) {
    answers.set(key, await load(key))
  }
  return answers.get(key)
}
