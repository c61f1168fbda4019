import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, month } from './values.ts'

/** What came in less what went back, in whole yen; below zero when more was given back than taken. */
const net = z.strictObject({ coin: z.int(), points: z.int() })

export const readMonthTakings = endpoint({
  method: 'GET',
  path: '/operator/month-takings',
  audience: 'operator',
  summary: 'What each store took in a month, net of what went back: the figures that it is paid out by',
  query: z.strictObject({ month }),
  reply: z.strictObject({
    month,
    /** Whether the month is over and every day of it is closed: then nothing can change any more. */
    final: z.boolean(),
    total: net,
    stores: z.array(z.strictObject({ storeId: id, number: z.string(), name: z.string(), ...net.shape })),
  }),
  refusals: [],
})
