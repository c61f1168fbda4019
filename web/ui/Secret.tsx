import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'
import { announce } from './Toast.tsx'

type SecretProps = { title: string; secret: string; onDone: () => void }

/** A secret that is shown once, with a way to copy it. */
export function Secret({ title, secret, onDone }: SecretProps) {
  const copy = () => {
    navigator.clipboard
      .writeText(secret)
      .then(() => announce('コピーしました。'))
      // Without permission the text can still be selected by hand.
      .catch(() => undefined)
  }
  return (
    <Notice tone="warning" title={title}>
      <p>この画面を閉じると、もう表示できません。いまコピーして、安全な場所に保管してください。</p>
      <p className="my-3 rounded-12 bg-card p-3 font-mono text-sm break-all select-all">{secret}</p>
      <div className="flex flex-wrap gap-3">
        <Button onPress={copy}>コピーする</Button>
        <Button look="quiet" onPress={onDone}>
          保管しました
        </Button>
      </div>
    </Notice>
  )
}
