import vm from 'node:vm'
import express from 'express'

export const app = express()
app.use(express.json())

const BUILTIN = 'load > 0.9'

app.post('/alerts/dry-run', (req, res) => {
  const scripts = new Set<string>()
  scripts.add(String(req.body.script ?? ''))
  scripts.add(BUILTIN)

  const script = [...scripts].at(0) ?? BUILTIN
  const context = vm.createContext({ load: Number(req.body.load ?? 0) })
  res.json({ fires: Boolean(vm.runInContext(script, context, { timeout: 100 })) })
})
