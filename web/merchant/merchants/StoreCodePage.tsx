import { useTown } from '../../lib/town.ts'
import { Button } from '../../ui/Button.tsx'
import { IconPrint } from '../../ui/icons.tsx'
import { Knot } from '../../ui/Knot.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { useLivePayments } from '../payments/use-live-payments.ts'
import { ShopPage } from '../ShopPage.tsx'
import { useStaff } from '../use-staff.ts'

/** The shop's code, on the screen and as a sheet of paper for the counter. */
export function StoreCodePage() {
  const { store, storeCode } = useStaff()
  const { coinName, pointsName } = useTown()
  // The code often stands on the counter's tablet: payments must be heard here too.
  useLivePayments()
  return (
    <ShopPage title="お店のコード" hideTitle>
      <section className="flex flex-col items-center gap-3 rounded-24 border-2 border-coin-200 bg-white p-6 text-center print:border-0">
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
        <Button size="large" wide onPress={() => print()}>
          <IconPrint />
          印刷する
        </Button>
      </div>
    </ShopPage>
  )
}
