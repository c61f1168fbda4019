import { useParams } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import { listStorePayments, storeDayFilePath } from '#contract/merchants.ts'
import { useAsk } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { sayNumber } from '../../lib/numbers.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { dayOf, sayDay, saySecond } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { IconBack, IconPrint } from '../../ui/icons.tsx'
import { Page } from '../../ui/Page.tsx'
import { barLinkClass, TopBar } from '../../ui/TopBar.tsx'
import { ShopLink } from '../ShopLink.tsx'
import { useStaff } from '../use-staff.ts'

type Day = ReplyOf<typeof listStorePayments>

/** A sheet for the binder, or the roll of a receipt printer: 80 mm wide, as long as it must be. */
const papers = {
  a4: '@page { size: A4 portrait; margin: 20mm }',
  receipt: '@page { size: 80mm 160mm; margin: 4mm }',
} as const

/** Opens the browser's own print window with the paper chosen. */
function printOn(paper: keyof typeof papers): void {
  const style = document.createElement('style')
  style.textContent = papers[paper]
  document.head.append(style)
  addEventListener('afterprint', () => style.remove(), { once: true })
  print()
}

/** 本日の締め: what a day comes to, to print on either paper and to save. */
export function ClosingPage() {
  const { day } = useParams({ strict: false }) as { day: string }
  const query = useAsk(listStorePayments, { query: { day } })
  const isToday = day === dayOf(new Date(serverNow()).toISOString())
  const back = (
    <ShopLink
      to={isToday ? merchantPaths.home : merchantPaths.day}
      params={isToday ? {} : { day }}
      className={barLinkClass}
    >
      <IconBack />
      戻る
    </ShopLink>
  )
  return (
    <Page title="一日の締め" top={<TopBar back={back} />}>
      <Asked of={query}>{(found) => <Closing day={found} />}</Asked>
    </Page>
  )
}

function Closing({ day: { day, takings } }: { day: Day }) {
  const { store, name } = useStaff()
  const { coinName, pointsName } = useTown()
  const { refunded } = takings
  const rows = [
    ['お支払い', takings.count, takings.coin, takings.points],
    ['返金', refunded.count, 0 - refunded.coin, 0 - refunded.points],
  ] as const
  const [coin, points] = [takings.coin - refunded.coin, takings.points - refunded.points]
  return (
    <>
      <section className="flex flex-col gap-4 rounded-16 border border-line bg-card p-4 print:border-0 print:p-0">
        <p>
          <span className="block text-lg font-bold">{store.name}</span>
          <span className="block text-sm">お店の番号 {store.number}</span>
          <span className="block text-lg font-bold">{sayDay(day)}</span>
        </p>
        {rows.map(([title, count, ofCoin, ofPoints]) => (
          <div key={title}>
            <h2 className="flex justify-between border-b border-line-strong font-bold">
              <span>{title}</span>
              <span className="tabular-nums">{sayNumber(count)}件</span>
            </h2>
            <Line name={coinName} yen={ofCoin} />
            <Line name={pointsName} yen={ofPoints} />
            <Line name="小計" yen={ofCoin + ofPoints} />
          </div>
        ))}
        <div>
          <h2 className="border-b-2 border-ink font-bold">差引（お店の売上）</h2>
          <Line name={coinName} yen={coin} />
          <Line name={pointsName} yen={points} />
          <p className="flex justify-between border-t border-line-strong pt-1 text-xl font-bold">
            <span>合計</span>
            <span className="tabular-nums">{sayNumber(coin + points)}円</span>
          </p>
        </div>
        <p className="text-sm text-ink-soft">
          {saySecond(serverNow())} 時点　{name}
        </p>
      </section>
      <div className="flex flex-col gap-3 print:hidden">
        <div className="grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-3">
          <Button size="large" look="outline" onPress={() => printOn('a4')}>
            <IconPrint />
            A4で印刷
          </Button>
          <Button size="large" look="outline" onPress={() => printOn('receipt')}>
            <IconPrint />
            レシートで印刷
          </Button>
        </div>
        <a href={`/api${storeDayFilePath.replace(':day', day)}`} download className={buttonClass('quiet')}>
          この日の記録をCSVで保存する
        </a>
      </div>
    </>
  )
}

function Line({ name, yen }: { name: string; yen: number }) {
  return (
    <p className="flex justify-between">
      <span>{name}</span>
      <span className="tabular-nums">{sayNumber(yen)}円</span>
    </p>
  )
}
