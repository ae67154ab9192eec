import { describe, expect, it } from 'vitest'
import { braceTemplate, colonTemplate, converterTemplate, folderTemplate, regexTemplate } from '../../src/routes/path-template.ts'
import { purposeOf } from '../../src/routes/purpose.ts'

describe('path templates', () => {
  it.each([
    [converterTemplate('/users/<int:id>'), '/users/{id}', ['id int']],
    [converterTemplate('users/<slug>/'), '/users/{slug}/', ['slug ']],
    [braceTemplate('/files/{name:path}'), '/files/{name}', ['name path']],
    [colonTemplate('/orders/:id(\\d+)/items/:item?'), '/orders/{id}/items/{item}', ['id int', 'item ']],
    [colonTemplate('/app{/*rest}'), '/app/{rest}', ['rest path']],
    [regexTemplate('^old/(?P<pk>\\d+)/$'), '/old/{pk}/', ['pk int']],
    [folderTemplate(['(shop)', 'orders', '[id]', '[...rest]']), '/orders/{id}/{rest}', ['id ', 'rest path']],
  ])('%#', (template, path, parameters) => {
    expect(template.path).toBe(path)
    expect(template.parameters.map(({ name, type }) => `${name} ${type ?? ''}`)).toEqual(parameters)
  })
})

describe('purposes', () => {
  it.each([
    ['POST', '/api/auth/login', 'x', 'login'],
    ['POST', '/sign-in', 'x', 'login'],
    ['POST', '/token', 'login_for_access_token', 'login'],
    ['POST', '/auth/refresh', 'x', 'refresh'],
    ['POST', '/users', 'registerUser', 'register'],
    ['POST', '/password/forgot', 'x', 'password-reset'],
    ['GET', '/healthz', 'x', 'health'],
    ['POST', '/admin/ping', 'x', 'admin'],
    ['GET', '/metrics', 'x', 'metrics'],
    ['POST', '/files/upload', 'x', 'upload'],
    ['GET', '/orders/{id}', 'getOrder', 'other'],
  ])('%s %s %s is %s', (method, path, handler, purpose) => {
    expect(purposeOf(method, path, handler)).toBe(purpose)
  })
})
