import { stringify } from 'csv-stringify/sync'
import { type Hours, readOpening, sayTime } from '#contract/opening-hours.ts'
import { dayOf } from '../lib/day.ts'
import type { Store } from './queries.ts'
import { categoryOf, closuresFrom, licence, sayClosure } from './public-pages.ts'
import type { PublicTown } from './public-queries.ts'

/**
 * The open stores as a table: UTF-8 with a mark, as spreadsheets in Japan expect it, a line for each, the store's
 * number as its lasting id. A cell that a spreadsheet would take for a formula is quoted (CWE-1236).
 */
export function storesCsv(town: PublicTown, stores: Store[], today: string): string {
  const rows = stores.map((store) => ({
    ID: store.number,
    名称: store.name,
    名称_カナ: store.kana,
    種類: categoryOf(town, store),
    区: store.ward,
    住所: store.address,
    緯度: store.latitude,
    経度: store.longitude,
    電話番号: store.phone,
    営業時間: store.hours,
    ...openingCells(store.hours),
    臨時休業: closuresFrom(store, today).map(sayClosure).join('、'),
    [`${town.pointsName}の利用`]: store.acceptsPoints ? '可' : '不可',
  }))
  return stringify(rows, { header: true, bom: true, record_delimiter: 'windows', escape_formulas: true })
}

/** Hours that a program can count with; days are 1 (Monday) to 7, and a closing time may lie in the night after. */
function openingOf(hours: string) {
  const opening = readOpening(hours)
  if (!opening) return null
  const { closedOn, onHolidays, ...week } = opening
  const say = ({ opensAt, closesAt }: Hours) => ({ opens: sayTime(opensAt), closes: sayTime(closesAt) })
  return {
    ...say(week),
    closedOn,
    onHolidays: typeof onHolidays === 'object' ? say(onHolidays) : onHolidays,
  }
}

const holidayCells = { usual: '通常', closed: '休業' } as const

function openingCells(hours: string) {
  const opening = openingOf(hours)
  const days = (opening?.closedOn ?? []).map((day) => '月火水木金土日'[day - 1] ?? '').join('')
  const { onHolidays } = opening ?? {}
  return {
    ...{ 開始時間: opening?.opens ?? '', 終了時間: opening?.closes ?? '', 定休曜日: days },
    祝日:
      typeof onHolidays === 'object'
        ? `${onHolidays.opens}〜${onHolidays.closes}`
        : onHolidays === undefined
          ? ''
          : holidayCells[onHolidays],
  }
}

/** The same as JSON, with the licence and the time at which it was true. */
export function storesJson(town: PublicTown, stores: Store[], now: Date): object {
  return {
    title: `${town.name} ${town.coinName}が使えるお店`,
    licence: licence.url,
    updatedAt: now.toISOString(),
    stores: stores.map((store) => ({
      id: store.number,
      name: store.name,
      kana: store.kana,
      category: categoryOf(town, store),
      ward: store.ward,
      address: store.address,
      latitude: store.latitude,
      longitude: store.longitude,
      phone: store.phone,
      hours: store.hours,
      opening: openingOf(store.hours),
      closures: closuresFrom(store, dayOf(now)),
      acceptsPoints: store.acceptsPoints,
    })),
  }
}
