import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const OUTPUT = fileURLToPath(new URL('../audit/dist/report/', import.meta.url))

/** One file instead of three: styles and script stand in the page, and the policy names the script by its hash. */
function inlinePage(): Plugin {
  return {
    name: 'assay-inline-page',
    enforce: 'post',
    generateBundle(_options, bundle) {
      let page = ''
      let script = ''
      let style = ''
      for (const [name, output] of Object.entries(bundle)) {
        if (output.type === 'chunk') script += output.code
        else if (name.endsWith('.css')) style += text(output.source)
        else if (name.endsWith('.html')) page = text(output.source)
        delete bundle[name]
      }
      this.emitFile({ type: 'asset', fileName: 'template.html', source: inline(page, script.trim(), style.trim()) })
    },
  }
}

const JSX_RUNTIME = 'react/jsx-runtime'
const SHORT_JSX = '\0short-jsx'

/** Elements are made by a name of their own instead of a property of the module: some 6 KB less in the page. */
function shortJsx(): Plugin {
  return {
    name: 'assay-short-jsx',
    enforce: 'pre',
    resolveId: (id, importer) => (id === JSX_RUNTIME && importer !== SHORT_JSX ? SHORT_JSX : null),
    load: (id) =>
      id === SHORT_JSX
        ? `import * as runtime from '${JSX_RUNTIME}'\nexport const jsx = runtime.jsx, jsxs = runtime.jsxs, Fragment = runtime.Fragment`
        : null,
  }
}

function text(source: string | Uint8Array): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source)
}

/** Replaces the built references by their content. The script comes last: it reads the document above it. */
function inline(page: string, script: string, style: string): string {
  const code = script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
  const hash = createHash('sha256').update(code).digest('base64')
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy}">\n    <style>${style.replaceAll('</style', '<\\/style')}</style>`
  return page
    .replace(/\s*<script type="module"[^>]*><\/script>/, '')
    .replace(/\s*<link rel="(?:stylesheet|modulepreload)"[^>]*>/g, '')
    .replace('</head>', () => `  ${head}\n  </head>`)
    .replace('</body>', () => `  <script>${code}</script>\n  </body>`)
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // whatever the environment says: the page is for users
  define: { 'process.env.NODE_ENV': '"production"' },
  oxc: { jsx: { development: false } },
  plugins: [shortJsx(), react(), inlinePage()],
  build: {
    outDir: OUTPUT,
    emptyOutDir: false,
    target: 'es2024',
    cssTarget: ['chrome123', 'firefox125', 'safari17.5'],
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: 0,
    rollupOptions: { output: { format: 'iife' } },
  },
})
