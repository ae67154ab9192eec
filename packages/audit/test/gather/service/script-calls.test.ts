import fc from 'fast-check'
import { expect, it } from 'vitest'
import { callsInScript } from '../../../src/gather/service/script-calls.ts'

const told = (text: string): readonly string[] =>
  callsInScript(text).map(({ method, path, query, fields }) =>
    [method, path, ...query.map((name) => `?${name}`), ...fields.map((name) => `+${name}`)].join(' '),
  )

it.each<readonly [what: string, text: string, calls: readonly string[]]>([
  ['fetch without options', 'fetch("/api/cart").then(a)', ['GET /api/cart']],
  [
    'fetch with a body',
    'fetch("/api/x",{method:"POST",headers:{"a":"b"},body:JSON.stringify({email:e,password:t(1,2),"full-name":"a,b",...more})})',
    ['POST /api/x +email +password +full-name'],
  ],
  ['a template with an id', 'fetch(`/api/items/${e}`,{method:"DELETE"})', ['DELETE /api/items/{item_id}']],
  ['a name for the id', 'fetch(`/people/${u.userId}/avatar`, { method: "PUT", body: form })', ['PUT /people/{userId}/avatar']],
  ['a query', 'http.get(`/search?q=${t}&page=2`)', ['GET /search ?q ?page']],
  ['a method of a client', 'axios.post("/login",{email:a,password:b})', ['POST /login +email +password']],
  ['typed methods', 'this.http.put<Order>("/orders/" + id + "/lines/" + line.id, body)', ['PUT /orders/{order_id}/lines/{line_id}']],
  ['options are no body', 'api.post("/ping", { headers: {} })', ['POST /ping']],
  ['jQuery, address first', '$.ajax({url:"/things",type:"POST",data:{a:1,b}})', ['POST /things +a +b']],
  ['jQuery, address last', '$.ajax({type:"PUT",data:{a:1},url:"/things"})', ['PUT /things +a']],
  ['XMLHttpRequest', 'x.open("PATCH","/p?x=1&y="+z)', ['PATCH /p ?x ?y']],
  [
    'the base of a client',
    'c=axios.create({baseURL:"http://localhost:3000/api/"}); c.get("/users"); c.get("/api/me")',
    ['GET /api/users', 'GET /api/me'],
  ],
  [
    'a constant with the base',
    'const API="/api/v2"; fetch(API+"/users"); fetch(`${API}/carts/${id}`)',
    ['GET /api/v2/users', 'GET /api/v2/carts/{cart_id}'],
  ],
  [
    'a property with the base',
    'class A{host=this.server+"/rest/user";in(e){return this.http.post(this.host+"/login",e)}}',
    ['POST /rest/user/login'],
  ],
  ['one call of two sends more', 'axios.post("/a",{b:1});axios.post("/a",{c:1})', ['POST /a +b +c']],
  [
    'no addresses of the browser',
    'history.push("/login"); routes=[{path:"/about"}]; m.get("key"); m.get("/"); go("//cdn.example/x.js")',
    [],
  ],
  ['no address of elsewhere', 'fetch("https://elsewhere.example/api/x")', []],
])('reads %s', (_what, text, calls) => {
  expect(told(text)).toEqual(calls)
})

it('reads any text to its end', () => {
  const piece = fc.constantFrom('fetch(', '"/a/"', '+x', '`/b/${', '}', '{', 'body:{', '"', "'", ',', ')', '.post(', '\\', 'a:', '/')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const { path } of callsInScript(pieces.join(''))) expect(path).toMatch(/^\/[^\s?]*$/)
    }),
  )
})
