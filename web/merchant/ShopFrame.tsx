import { Outlet } from '@tanstack/react-router'
import { sayYen } from '../lib/numbers.ts'
import { Button } from '../ui/Button.tsx'
import { IconWarning } from '../ui/icons.tsx'
import { LiveContext, type Live, useLine } from './payments/use-live-payments.ts'
import { SoundBar } from './SoundBar.tsx'
import { useTillLock } from './till/use-till-lock.ts'

/** What all screens behind the sign-in share: the line of payments, what is said of it, and the lock of a till. */
export function ShopFrame() {
  const live = useLine()
  useTillLock()
  return (
    <LiveContext value={live}>
      <LineBar live={live} />
      <SoundBar />
      <Outlet />
    </LiveContext>
  )
}

/** Over every screen while the line is down: what works, and what does not; and afterwards what was missed. */
export function LineBar({ live: { connected, missed, forgetMissed } }: { live: Live }) {
  if (connected === false) {
    return (
      <output className="flex items-start justify-center gap-2 border-b-2 border-yellow-500 bg-yellow-50 px-4 py-2 font-bold text-ink print:hidden">
        <IconWarning className="mt-0.5 size-5 shrink-0" />
        <span className="[word-break:auto-phrase]">
          通信が切れています。つなぎ直しています。
          <span className="block text-sm font-normal">
            お客さまは印刷されたコードで支払えます。受け取ったお支払いは、つながるとここに表示します。金額つきのコード・読み取り・返金は、つながるまで使えません。
          </span>
        </span>
      </output>
    )
  }
  if (missed.length === 0) return null
  const sum = missed.reduce((all, { coin, points }) => all + coin + points, 0)
  return (
    <output className="flex flex-wrap items-center justify-center gap-x-3 border-b-2 border-green-300 bg-green-50 px-4 py-1 font-bold text-green-900 print:hidden">
      通信が切れていた間のお支払い　{missed.length}件・{sayYen(sum)}
      <Button look="quiet" onPress={forgetMissed}>
        確認しました
      </Button>
    </output>
  )
}
