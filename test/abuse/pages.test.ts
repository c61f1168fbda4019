// ABU-W: what a page of ours may load, tell and keep, and what a proxy and we may disagree about.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { readMe } from '#contract/residents.ts'
import { changeMail } from '#contract/sign-in.ts'
import { dataTag } from '#server/apps.ts'
import { root } from '../../bin/lib/steps.ts'
import { requireApps } from '../browser/apps.ts'
import { register } from '../steps.ts'
import { openTown } from '../town.ts'

const sources = globSync('web/**/*.{ts,tsx,html,css}', { cwd: root }).map((path) => ({
  path,
  text: readFileSync(join(root, path), 'utf8'),
}))

/** The directives of a policy, by name. */
const directivesOf = (policy: string) =>
  new Map(policy.split(';').map((part) => [part.trim().split(' ')[0] ?? '', part.trim()]))

test('ABU-W04 no page runs a script that we have not sent as a file', async () => {
  requireApps()
  await using town = await openTown()
  for (const url of ['/', '/merchant/', '/operator/', '/sign-in', '/no-such-page']) {
    const { headers, body } = await town.newClient().send({ method: 'GET', url })
    const policy = directivesOf(String(headers['content-security-policy']))
    const scripts = policy.get('script-src') ?? policy.get('default-src') ?? ''
    assert.match(scripts, /^[a-z]+-src 'self'$/)
    for (const name of ['default-src', 'object-src', 'worker-src', 'connect-src']) {
      const value = policy.get(name) ?? policy.get('default-src') ?? ''
      assert.doesNotMatch(value, /unsafe-|\*|https?:|data:/, `${url}: ${value}`)
    }
    assert.equal(policy.get('base-uri'), "base-uri 'none'")
    assert.equal(policy.get('frame-ancestors'), "frame-ancestors 'none'")
    // No script between tags and no handler in an attribute, which the policy would stop and the page would miss.
    // Data between tags is no script.
    assert.doesNotMatch(body, /<script(?! type="application\/json")(?![^>]*\bsrc=)[^>]*>|\son[a-z]+=/)
  }
})

test('ABU-W04 no text in what a page brings along ends its tag and begins a script', () => {
  const store = { name: '</script><script>alert(1)</script><!--' }
  const inside = dataTag(store)
    .replace(/^<script [^>]*>/, '')
    .replace(/<\/script>$/, '')
  assert.doesNotMatch(inside, /</)
  assert.deepEqual(JSON.parse(inside), store)
})

test('ABU-W08 no other site learns more than our origin, and no code stays in the address bar', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  const mail = 'another-one@example.jp'
  await client.ask(changeMail, { body: { mail } })
  const link = await town.inboxOf(mail).lastLink()
  const { headers } = await client.send({ method: 'GET', url: link.pathname + link.search })
  assert.match(
    String(headers['referrer-policy']),
    /^(no-referrer|same-origin|strict-origin(-when-cross-origin)?)$/,
  )
  for (const url of [
    '/api/card-checks/callback?code=c&state=s',
    '/api/sign-in/federated/returns/google?code=c&state=s',
  ]) {
    const back = await client.send({ method: 'GET', url })
    assert.doesNotMatch(
      String(back.headers['location']),
      /code=|state=/,
      'a code does not stay in the address bar',
    )
  }
})

test('ABU-W09 no page listens to messages of other windows, nor sends any', () => {
  // The worker of our own pages is no other window.
  const talks = sources.filter(({ text }) =>
    /(?<!serviceWorker\??\.)addEventListener\(\s*['"]message['"]|\.onmessage\s*=|window\.opener|\.postMessage\(/.test(
      text,
    ),
  )
  assert.deepEqual(
    talks.map(({ path }) => path),
    [],
  )
  for (const { path, text } of sources.filter((each) => each.text.includes('window.open(')))
    assert.match(text, /\.opener = null/, `${path} leaves the new window a hand on ours`)
  for (const { path, text } of sources)
    for (const [tag] of text.matchAll(/<a\b[^>]*target="_blank"[^>]*>/g))
      assert.match(tag, /rel="[^"]*no(opener|referrer)/, `${path}: ${tag}`)
})

test('ABU-W10 nothing on any page comes from somebody else', () => {
  requireApps()
  const built = globSync('dist/**/*.{html,js,css}', { cwd: root })
  assert.ok(built.length > 3)
  for (const path of built) {
    const text = readFileSync(join(root, path), 'utf8')
    for (const [tag] of text.matchAll(
      /<(?:script|link|img|iframe)\b[^>]*(?:src|href)="(?:https?:)?\/\/[^>]*>/g,
    ))
      assert.fail(`${path} loads ${tag}`)
    assert.doesNotMatch(text, /@import\s+url\(["']?https?:|url\(["']?(?:https?:)?\/\//, path)
    assert.doesNotMatch(text, /import\(["'`]https?:/, path)
  }
})

/** Writes bytes to the server and gives all that it says until it hangs up. */
async function speak(port: number, request: string): Promise<string> {
  const socket = connect(port, 'localhost')
  const said: Buffer[] = []
  socket.on('data', (chunk: Buffer) => said.push(chunk))
  socket.end(request)
  await new Promise<void>((settle) => socket.once('close', () => settle()).once('error', () => settle()))
  return Buffer.concat(said).toString()
}

test('ABU-W11 a request whose length can be read in two ways is not read at all', async () => {
  await using town = await openTown()
  const port = Number(new URL(await town.listen()).port)
  const smuggled = 'GET /api/me HTTP/1.1\r\nHost: localhost\r\n\r\n'
  const head = 'POST /api/sign-out HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
  for (const [name, request] of [
    ['both lengths', `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['two lengths', `${head}Content-Length: 0\r\nContent-Length: 5\r\n\r\n${smuggled}`],
    ['a length with a sign', `${head}Content-Length: +0\r\n\r\n${smuggled}`],
    ['chunked, spelt wrongly', `${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`],
    ['chunked twice', `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`],
    ['a space before the colon', `${head}Content-Length : 0\r\n\r\n${smuggled}`],
    ['a folded line', `${head}X: a\r\n Content-Length: 5\r\n\r\n${smuggled}`],
  ] as const) {
    const said = await speak(port, request)
    const answers = said.match(/HTTP\/1\.1 \d+/g) ?? []
    assert.deepEqual(answers, ['HTTP/1.1 400'], `${name}: ${answers.join(', ')}`)
  }
})

test('ABU-W13 after signing out the way back shows nothing: no personal answer is kept anywhere', async () => {
  await using town = await openTown()
  const { client } = await register(town)
  for (const url of ['/api/me', '/api/me/wallet', '/api/me/history', '/api/me/devices']) {
    const { headers, status } = await client.send({ method: 'GET', url })
    assert.deepEqual([status, headers['cache-control']], [200, 'no-store'], url)
    assert.equal(headers['etag'], undefined, 'nor is there anything to compare with')
  }
  requireApps()
  const page = await client.send({ method: 'GET', url: '/' })
  const { residentId } = await client.ask(readMe)
  assert.match(page.body, new RegExp(residentId), 'the page brings the answers along')
  assert.equal(page.headers['cache-control'], 'no-store')
  assert.equal(page.headers['etag'], undefined)
  const stranger = await town.newClient().send({ method: 'GET', url: '/' })
  assert.doesNotMatch(stranger.body, /residentId/)
  const workers = sources.filter(({ text }) =>
    /caches\.open|localStorage\.setItem\([^)]*(token|session|proof)/.test(text),
  )
  assert.deepEqual(
    workers.map(({ path }) => path),
    [],
  )
})
