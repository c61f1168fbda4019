import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RecoveryCodeList } from '../../ui/RecoveryCodeList.tsx'

type CodesToKeepProps = {
  codes: readonly string[]
  /** What the button says that leaves them. */
  deed: string
  onDone: () => void
}

/** Recovery codes, shown this once. */
export function CodesToKeep({ codes, deed, onDone }: CodesToKeepProps) {
  return (
    <>
      <Notice tone="warning" title="紙に書くか、印刷してください">
        認証アプリが使えないときに、かわりに使えるコードです。この画面を閉じると、もう見ることはできません。1つのコードは1回だけ使えます。
      </Notice>
      <RecoveryCodeList codes={codes} />
      <Button look="outline" wide onPress={() => print()}>
        印刷する
      </Button>
      <Button size="large" wide onPress={onDone}>
        {deed}
      </Button>
    </>
  )
}
