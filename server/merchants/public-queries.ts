import { type Queries, sql } from '../lib/database.ts'
import { type Colours, coloursOf } from '../print/colours.ts'

/** What the public pages say of the town. */
export type PublicTown = {
  name: string
  appName: string
  coinName: string
  pointsName: string
  wards: string[]
  excludedGoods: string[]
  categories: { code: string; name: string }[]
  colours: Colours
}

export async function readPublicTown(queries: Queries, at: Date): Promise<PublicTown> {
  const { town, categories, colours } = await queries.one<{
    town: Omit<PublicTown, 'categories' | 'colours'>
    categories: PublicTown['categories']
    colours: unknown
  }>(sql`
    select town.setting('town', ${at}) as town, town.setting('print_colours', ${at}) as colours,
           (select jsonb_agg(jsonb_build_object('code', code, 'name', name) order by position)
            from merchants.category) as categories`)
  return { ...town, categories, colours: coloursOf(colours) }
}

/** The numbers of the open stores, for the map of the site that search engines read. */
export async function readStoreNumbers(queries: Queries): Promise<string[]> {
  const rows = await queries.many<{ number: string }>(sql`
    select number from merchants.store where status = 'open' order by number`)
  return rows.map(({ number }) => number)
}
