import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'
import { announce } from './Toast.tsx'
import { t } from '../lib/words/shared.ts'

type SecretProps = { title: string; secret: string; onDone: () => void }

/** A secret that is shown once, with a way to copy it. */
export function Secret({ title, secret, onDone }: SecretProps) {
  const copy = () => {
    navigator.clipboard
      .writeText(secret)
      .then(() => announce(t('copied')))
      // Without permission the text can still be selected by hand.
      .catch(() => undefined)
  }
  return (
    <Notice tone="warning" title={title}>
      <p>{t('secretOnce')}</p>
      <p className="my-3 rounded-12 bg-card p-3 font-mono text-sm break-all select-all">{secret}</p>
      <div className="flex flex-wrap gap-3">
        <Button onPress={copy}>{t('copy')}</Button>
        <Button look="quiet" onPress={onDone}>
          {t('kept')}
        </Button>
      </div>
    </Notice>
  )
}
