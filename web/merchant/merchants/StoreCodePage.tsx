import { storeCodePaperPath } from '#contract/merchants.ts'
import { useTown } from '../../lib/town.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Knot } from '../../ui/Knot.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { ShopPage } from '../ShopPage.tsx'
import { useStaff } from '../use-staff.ts'

const papers = [
  { paper: 'a4', name: 'ポスター', size: 'A4' },
  { paper: 'a5', name: '卓上', size: 'A5' },
  { paper: 'card', name: 'カード', size: '名刺大' },
] as const

/** The shop's code, on the screen and as a sheet of paper for the counter. */
export function StoreCodePage() {
  const { store, storeCode } = useStaff()
  const { coinName, pointsName } = useTown()
  return (
    <ShopPage title="お店のコード" hideTitle>
      <section className="flex flex-col items-center gap-3 rounded-24 border-2 border-coin-200 bg-card p-6 text-center print:border-0">
        <Knot className="h-14 w-16" />
        <p className="text-lg font-bold">
          <span className="text-coin-700">{coinName}</span>
          {store.acceptsPoints ? <span className="text-points-700">・{pointsName}</span> : null} 使えます
        </p>
        <p className="text-2xl font-bold">{store.name}</p>
        <QrCode
          text={storeCode}
          label={`${store.name}のお支払いコード`}
          className="w-full max-w-80 print:max-w-[12cm]"
        />
        <p className="text-ink-soft">お店の番号</p>
        <p className="text-4xl font-bold tracking-widest tabular-nums">{store.number}</p>
        {store.acceptsPoints ? null : <p className="font-bold">{pointsName}はお使いいただけません</p>}
      </section>
      <div className="print:hidden">
        <h2 className="pb-2 text-lg font-bold">印刷する（PDF）</h2>
        <div className="grid grid-cols-[repeat(auto-fit,minmax(7rem,1fr))] gap-3">
          {papers.map(({ paper, name, size }) => (
            <a
              key={paper}
              href={`/api${storeCodePaperPath.replace(':paper', paper)}`}
              target="_blank"
              rel="noopener"
              className={buttonClass('outline', 'large', true)}
            >
              <span>
                {name} <span className="block text-sm font-normal">{size}</span>
              </span>
            </a>
          ))}
        </div>
      </div>
    </ShopPage>
  )
}
