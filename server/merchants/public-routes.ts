import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { searchKeys } from '#contract/kana.ts'
import { id, text } from '#contract/values.ts'
import type { Context } from '../context.ts'
import { dayOf, momentOf } from '../lib/day.ts'
import { findAlike } from './list-stores.ts'
import { storesCsv, storesJson } from './open-data.ts'
import { noStorePage, storePage, storesPage } from './public-pages.ts'
import { readPublicTown, readStoreNumbers } from './public-queries.ts'
import { countStores, findStoreByNumber, readStores, type StoreFilter } from './queries.ts'

const pageSize = 50
/** More stores than any town has. */
const all = 1_000_000

/** What does not fit is left out: an address that somebody has typed shall show a list and no error. */
const query = z.object({
  search: text(60).catch(''),
  ward: text(20).catch(''),
  category: text(40).catch(''),
  points: z.literal('1').optional().catch(undefined),
  open: z.literal('1').optional().catch(undefined),
  after: id.optional().catch(undefined),
})

const everything: StoreFilter = { keys: [], ward: null, category: null, acceptsPoints: null, openAt: null }

/** The public list of stores and its open data; nobody signs in, nothing is written, and others may keep it a while. */
export function openPublicStores(app: FastifyInstance, context: Context): void {
  const { database } = context
  const town = () => readPublicTown(database, context.now())

  app.get('/open/stores', async (request, response) => {
    const { search, ward, category, points, open, after = null } = query.parse(request.query)
    const filter: StoreFilter = {
      keys: searchKeys(search),
      ward: ward || null,
      category: category || null,
      acceptsPoints: points ? true : null,
      openAt: open ? momentOf(context.now()) : null,
    }
    const [known, found, total] = await Promise.all([
      town(),
      readStores(database, filter, { after, limit: pageSize + 1 }),
      countStores(database, filter),
    ])
    const stores = found.slice(0, pageSize)
    const next = found.length > pageSize ? (stores.at(-1)?.id ?? null) : null
    const asked = { search, ward, category, points: points !== undefined, open: open !== undefined }
    const alike = total === 0 ? await findAlike(database, filter) : []
    return sendHtml(response, storesPage(known, asked, { stores, total, next, alike }))
  })

  app.get<{ Params: { number: string } }>('/open/stores/:number', async (request, response) => {
    const found = await findStoreByNumber(database, request.params.number)
    if (found?.status !== 'open') return sendHtml(response.code(404), noStorePage(await town()))
    return sendHtml(response, storePage(await town(), found.store, dayOf(context.now())))
  })

  const readAll = () => readStores(database, everything, { after: null, limit: all })
  app.get('/open/stores.csv', async (_request, response) => {
    const csv = storesCsv(await town(), await readAll(), dayOf(context.now()))
    const headers = { 'content-disposition': 'attachment; filename="stores.csv"' }
    return shareable(response).headers(headers).type('text/csv; charset=utf-8').send(csv)
  })
  app.get('/open/stores.json', async (_request, response) => {
    const data = storesJson(await town(), await readAll(), context.now())
    return shareable(response).type('application/json; charset=utf-8').send(JSON.stringify(data))
  })

  app.get('/robots.txt', async (_request, response) =>
    shareable(response)
      .type('text/plain; charset=utf-8')
      .send(`User-agent: *\nAllow: /open/\nDisallow: /api/\nSitemap: ${context.config.origin}/sitemap.xml\n`),
  )
  app.get('/sitemap.xml', async (_request, response) => {
    const paths = [
      '/open/stores',
      ...(await readStoreNumbers(database)).map((number) => `/open/stores/${number}`),
    ]
    const urls = paths.map((path) => `<url><loc>${context.config.origin}${path}</loc></url>`).join('')
    const xml = `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`
    return shareable(response).type('application/xml; charset=utf-8').send(`${xml}${urls}</urlset>`)
  })
}

/** Five minutes old is new enough for a list of shops; anybody may read the open data from another site. */
const shareable = (response: FastifyReply) =>
  response.headers({ 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' })

const sendHtml = (response: FastifyReply, page: string) =>
  shareable(response).type('text/html; charset=utf-8').send(page)
