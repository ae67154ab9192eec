import type { IrClass, IrFunction, Module } from '../ir/ir.ts'
import { classField, memberFunction, viewBases, viewMethods } from './class-views.ts'
import type { DjangoSettings } from './django-settings.ts'
import { classRoutes, functionRoutes } from './django-views.ts'
import { callBehind, decoratorsOf, nameOf, type Reader } from './reader.ts'
import type { FoundRoute } from './router-graph.ts'

const VIEW_BASE = /^(?:rest_framework\.(?:views|viewsets|generics|mixins)\.|django\.views\.(?:generic\.)?\w*)/
const VIEW_SET = /^rest_framework\.viewsets\./
const OF_ONE = /\.(?:Retrieve\w*|Destroy|Update)APIView$|\.(?:Detail|Update|Delete)View$/
const VIEW_DECORATOR =
  /^(?:rest_framework\.decorators\.api_view|django\.views\.decorators\.http\.\w+|django\.contrib\.auth\.decorators\.\w+|django\.contrib\.admin\.views\.decorators\.\w+)$/

/** Views whose addresses no `urlpatterns` of the tree lists, with addresses made of their names. */
export function unlistedViews(
  reader: Reader,
  settings: DjangoSettings,
  modules: readonly Module[],
): readonly (readonly [Module, readonly FoundRoute[]])[] {
  const extended = new Set(
    modules.flatMap((module) =>
      module.classes.flatMap((owner) => reader.denoter.bases(module, owner).flatMap((base) => (base.kind === 'class' ? [base.class] : []))),
    ),
  )
  const isAddressed = modules.some(({ file }) => /\.as_view\(/.test(reader.textOf(file)))
  return modules.flatMap((module) => {
    const ofClasses = module.classes.flatMap((owner) =>
      extended.has(owner) ? [] : routesOfClass(reader, settings, module, owner, isAddressed),
    )
    const ofFunctions = module.functions.flatMap((fn) => routesOfFunction(reader, settings, module, fn))
    const routes = [...ofClasses, ...ofFunctions].map((route): FoundRoute => ({ ...route, confidence: 'medium' }))
    return routes.length === 0 ? [] : [[module, routes] as const]
  })
}

function routesOfClass(
  reader: Reader,
  settings: DjangoSettings,
  module: Module,
  owner: IrClass,
  isAddressed: boolean,
): readonly FoundRoute[] {
  const bases = viewBases(reader, module, owner)
  // Where views get addresses in a way that is not followed, they get their guards there too; those of DRF stand in the class.
  if (isAddressed && !bases.some((name) => name.startsWith('rest_framework.'))) return []
  if (!bases.some((name) => VIEW_BASE.test(name)) || !isWhole(reader, module, owner)) return []
  const isViewSet = bases.some((name) => VIEW_SET.test(name))
  const path = `${words(owner.name)}${!isViewSet && bases.some((name) => OF_ONE.test(name)) ? '/<int:pk>' : ''}`
  return classRoutes(reader, settings, module, owner, { path, isViewSet, actions: null })
}

/** A mixin or a base for others has neither rows nor methods of its own. */
function isWhole(reader: Reader, module: Module, owner: IrClass): boolean {
  return (
    viewMethods(reader, module, owner).length > 0 ||
    ['queryset', 'model', 'serializer_class', 'template_name'].some((name) => classField(reader, module, owner, name) !== null) ||
    memberFunction(reader, module, owner, 'get_queryset') !== null
  )
}

function routesOfFunction(reader: Reader, settings: DjangoSettings, module: Module, fn: IrFunction): readonly FoundRoute[] {
  if (fn.parent !== 0 || fn.ownerClass >= 0 || fn.parameters[0]?.name !== 'request') return []
  const isView = decoratorsOf(module, fn).some(({ scope, slot }) =>
    VIEW_DECORATOR.test(callBehind(reader, scope, slot)?.name || nameOf(reader.denoter.denote(scope, slot))),
  )
  if (!isView) return []
  const parts = fn.parameters.slice(1).flatMap(({ name, kind }) => (kind === 'rest' || kind === 'rest-named' ? [] : [`<${name}>`]))
  return functionRoutes(reader, settings, { module, function: fn }, { path: [words(fn.name), ...parts].join('/'), wrappers: [] })
}

/** `PayrollRunViewSet` is `payroll-run`. */
function words(name: string): string {
  return name
    .replace(/(?:ViewSet|APIView|View)$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/_/g, '-')
    .toLowerCase()
}
