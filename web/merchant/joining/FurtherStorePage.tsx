import { useRouter } from '@tanstack/react-router'
import { startFurtherApplication } from '#contract/joining.ts'
import { useAct } from '../../lib/ask.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { ShopPage } from '../ShopPage.tsx'

/** お店を増やす: where an owner begins to apply for a further store of the same merchant. */
export function FurtherStorePage() {
  const { history } = useRouter()
  const act = useAct(startFurtherApplication)
  const begin = async () => {
    const begun = await act.send()
    if (begun) history.push(`/merchant${merchantPaths.application}#token=${begun.token}`)
  }
  return (
    <ShopPage title="お店を増やす" back={merchantPaths.menu}>
      <p>
        同じ事業者の新しいお店を、加盟店に加えます。事業者と振込先は、いまの登録をそのまま使います。新しいお店のことと書類だけを入力してください。
      </p>
      <section className="rounded-16 border border-line bg-card p-4">
        <h2 className="font-bold">このあとの流れ</h2>
        <ol className="list-decimal pt-1 pl-5">
          <li>お店の名前・住所・営業時間などを入力して、送ります</li>
          <li>事務局が確認し、結果をメールでお知らせします</li>
          <li>承認されると、いまのログインのまま「お店の切り替え」で選べます</li>
        </ol>
        <p className="pt-2 text-ink-soft">途中でやめても、続きから入力できます。</p>
      </section>
      <TroubleNotice trouble={act.trouble} />
      <Button size="large" wide busy={act.busy} onPress={() => void begin()}>
        お申し込みに進む
      </Button>
    </ShopPage>
  )
}
